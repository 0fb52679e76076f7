import { jobQueueContract } from '../contracts/job-queue.contract.ts';
import { mailerContract, mailerFailureContract } from '../contracts/mailer.contract.ts';
import { recordsContract } from '../contracts/records.contract.ts';
import { memoryJobQueue } from './memory-job-queue.ts';
import { memoryMailer } from './memory-mailer.ts';
import { memoryStore } from './memory-store.ts';

describe('the fakes do as the real ones', () => {
  describe('records in memory', () => recordsContract(async () => memoryStore()));
  describe('nudges in memory', () => jobQueueContract(async () => memoryJobQueue()));
  describe('mails in memory', () => {
    const open = async () => {
      const mailer = memoryMailer();
      return { mailer, arrived: async () => mailer.mails, failNext: mailer.failNext };
    };
    mailerContract(open);
    mailerFailureContract(open);
  });
});
