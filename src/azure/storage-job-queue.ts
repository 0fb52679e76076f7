import type { QueueClient } from '@azure/storage-queue';
import type { Job, JobQueue, ReceivedJob } from '../ports.ts';
import { statusOf } from './status-of.ts';

const mostAtOnce = 16;
const never = -1;
const longestDelaySeconds = 7 * 24 * 3600;

/** Nudges in an Azure queue. Without an end of life: the service would drop them after seven days (facts C4). */
export function storageJobQueue(jobs: QueueClient, poison: QueueClient, abort: () => AbortSignal): JobQueue {
  return {
    async send(job, delaySeconds = 0) {
      const visibilityTimeout = Math.min(Math.max(0, Math.ceil(delaySeconds)), longestDelaySeconds);
      const dueAt = new Date(Date.now() + visibilityTimeout * 1000);
      await jobs.sendMessage(encode(job, dueAt), { visibilityTimeout, messageTimeToLive: never, abortSignal: abort() });
    },
    async receive(hiddenSeconds) {
      const { receivedMessageItems } = await jobs.receiveMessages({
        numberOfMessages: mostAtOnce,
        visibilityTimeout: hiddenSeconds,
        abortSignal: abort(),
      });
      return receivedMessageItems.map(({ messageId, popReceipt, messageText, dequeueCount }) => ({
        ...decode(messageText),
        attempt: dequeueCount,
        receipt: `${messageId} ${popReceipt}`,
      }));
    },
    async done({ receipt }) {
      const [messageId = '', popReceipt = ''] = receipt.split(' ');
      try {
        await jobs.deleteMessage(messageId, popReceipt, { abortSignal: abort() });
      } catch (error) {
        // 404 gone; 400 received again by somebody in the meantime, who will end it.
        if (![400, 404].includes(statusOf(error) ?? 0)) throw error;
      }
    },
    async bury(received) {
      await poison.sendMessage(encode(received.job), { messageTimeToLive: never, abortSignal: abort() });
      await this.done(received);
    },
    async ping() {
      await jobs.getProperties({ abortSignal: abort() });
    },
  };
}

function encode({ feature, kommune, id }: Job, dueAt?: Date): string {
  return Buffer.from(JSON.stringify({ feature, kommune, id, dueAt })).toString('base64');
}

/** A message of nobody's becomes a job that no feature takes, and ends with the buried. */
function decode(text: string): Pick<ReceivedJob, 'job' | 'dueAt'> {
  try {
    const { feature, kommune, id, dueAt } = JSON.parse(Buffer.from(text, 'base64').toString());
    const job = { feature: String(feature), kommune: String(kommune), id: String(id) };
    return { job, ...(dueAt && { dueAt: new Date(dueAt) }) };
  } catch {
    return { job: { feature: 'unreadable', kommune: '', id: '' } };
  }
}
