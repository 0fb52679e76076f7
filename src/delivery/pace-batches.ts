interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Does the work for many at once: one batch is in hand at a time, and who comes meanwhile is in the next one. `work`
 * answers in the order of the items; `pause` comes after each batch, when its items have their answers.
 */
export function inBatches<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  pause: () => Promise<void> = async () => undefined,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let inHand = false;
  const workOff = async () => {
    // Who asks in this very moment comes along in the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const results = await work(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, i) => {
          resolve(results[i]!);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      await pause();
    }
    inHand = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (inHand) return;
      inHand = true;
      void workOff();
    });
}
