import { strict as assert } from 'node:assert';
import { createPictureCache } from '../../src/pictures/picture-cache.ts';

const picture = (bytes: number) => new Uint8Array(bytes);

describe('the pictures that are kept', () => {
  let now = 0;
  let drawn: string[] = [];
  const cacheOf = (mostBytes: number) => {
    const cache = createPictureCache(mostBytes, 1000, () => new Date(now));
    return (key: string, bytes = 10) =>
      cache.of(key, async () => {
        drawn.push(key);
        return picture(bytes);
      });
  };
  beforeEach(() => {
    now = 0;
    drawn = [];
  });

  it('are drawn once', async () => {
    const show = cacheOf(100);
    const [first, ...others] = await Promise.all(Array.from({ length: 50 }, () => show('a')));
    for (const other of [...others, await show('a')]) assert.equal(other, first);
    assert.deepEqual(drawn, ['a']);
  });

  it('make room for others, those first that nobody looked at for longest', async () => {
    const show = cacheOf(30);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await show(key);
    assert.deepEqual(drawn, ['a', 'b', 'c', 'd']);
    await show('a');
    await show('d');
    assert.deepEqual(drawn, ['a', 'b', 'c', 'd']);
    await show('b');
    assert.deepEqual(drawn.slice(4), ['b']);
  });

  it('never take more room than they have', async () => {
    const show = cacheOf(30);
    await show('small');
    await show('large', 31);
    assert.equal((await show('large', 31))!.byteLength, 31);
    assert.deepEqual(drawn, ['small', 'large', 'large']);
    await show('half', 15);
    await show('half too', 15);
    await show('half', 15);
    assert.deepEqual(drawn.slice(3), ['half', 'half too']);
  });

  it('are drawn again after their time, however often they were looked at', async () => {
    const show = cacheOf(100);
    for (now of [0, 600, 999]) await show('a');
    assert.deepEqual(drawn, ['a']);
    now = 1000;
    await show('a');
    assert.deepEqual(drawn, ['a', 'a']);
    // It takes its old room, not a second one.
    await show('b', 90);
    await show('a');
    assert.deepEqual(drawn, ['a', 'a', 'b']);
  });

  it('are not there when drawing failed, or there is nothing to draw: the next one tries again', async () => {
    const cache = createPictureCache(100, 1000, () => new Date(0));
    const failing = () => cache.of('a', () => Promise.reject(new Error('no ink')));
    await Promise.all([assert.rejects(failing(), /no ink/), assert.rejects(failing(), /no ink/)]);
    assert.equal(await cache.of('a', async () => undefined), undefined);
    assert.equal((await cache.of('a', async () => picture(5)))!.byteLength, 5);
  });
});
