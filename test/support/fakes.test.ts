import { jobQueueContract } from '../contracts/job-queue.contract.ts';
import { recordsContract } from '../contracts/records.contract.ts';
import { memoryJobQueue } from './memory-job-queue.ts';
import { memoryStore } from './memory-store.ts';

describe('the fakes do as the real ones', () => {
  describe('records in memory', () => recordsContract(async () => memoryStore()));
  describe('nudges in memory', () => jobQueueContract(async () => memoryJobQueue()));
});
