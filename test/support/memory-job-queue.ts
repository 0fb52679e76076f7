import type { Job, JobQueue } from '../../src/ports.ts';

interface Message {
  job: Job;
  visibleAt: number;
  attempt: number;
  receipt: string;
}

/** The queue in memory, on a clock of one's own. The same contract suite runs on it and on the real one. */
export function memoryJobQueue(now: () => number = Date.now): JobQueue & { waiting: Message[]; buried: Job[] } {
  const waiting: Message[] = [];
  const buried: Job[] = [];
  let receipts = 0;
  const remove = (receipt: string) => {
    const at = waiting.findIndex((m) => m.receipt === receipt);
    if (at >= 0) waiting.splice(at, 1);
  };
  return {
    waiting,
    buried,
    async send(job, delaySeconds = 0) {
      waiting.push({ job: { ...job }, visibleAt: now() + Math.ceil(delaySeconds) * 1000, attempt: 0, receipt: '' });
    },
    async receive(hiddenSeconds) {
      const visible = waiting.filter((m) => m.visibleAt <= now()).slice(0, 16);
      return visible.map((message) => {
        receipts++;
        Object.assign(message, {
          visibleAt: now() + hiddenSeconds * 1000,
          attempt: message.attempt + 1,
          receipt: String(receipts),
        });
        return { job: { ...message.job }, attempt: message.attempt, receipt: message.receipt };
      });
    },
    async done({ receipt }) {
      remove(receipt);
    },
    async bury({ job, receipt }) {
      buried.push(job);
      remove(receipt);
    },
    async ping() {},
  };
}
