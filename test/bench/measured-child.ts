/** What a bot process tells of itself when it is asked. */
export interface Figures {
  cpuMicroseconds: number;
  memoryBytes: number;
}

export interface MeasuredBot {
  port: number;
  stop(): Promise<void>;
}

/** Runs a bot as a child of the benchmark: tells its port, then its figures whenever asked; ends with its parent. */
export async function serveMeasured(start: () => Promise<MeasuredBot>): Promise<void> {
  const starting = start();
  const end = async () => {
    await (await starting).stop();
    process.exit(0);
  };
  process.on('disconnect', () => void end());
  // A terminal's Ctrl-C reaches the children too; they end when the benchmark has gone.
  process.on('SIGINT', () => undefined);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicroseconds: user + system, memoryBytes: process.memoryUsage.rss() } satisfies Figures);
  });
  const { port } = await starting;
  process.send?.({ port });
}
