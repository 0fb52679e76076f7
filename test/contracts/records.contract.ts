import { strict as assert } from 'node:assert';
import type { Change, Records, Store } from '../../src/ports.ts';

/** What every store of records promises. */
export function recordsContract(openStore: () => Promise<Store>): void {
  let records: Records;
  before(async () => {
    records = await (await openStore()).open('sparring');
  });
  const value = { text: 'æøå "/#?\\" \u0007', list: [1, null, { a: true }] };

  it('gives back what was created, under any key', async () => {
    const key = ['s/1#?\\%', "19:æøå@thread.tacv2;messageid='1'", '😀 |}'];
    assert.equal(await records.write('kolding', [{ do: 'create', key, value }]), true);
    const read = await records.get('kolding', key);
    assert.deepEqual([read!.key, read!.value], [key, value]);
    assert.equal(await records.get('vejen', key), undefined, 'another municipality does not see it');
    assert.equal(await records.get('kolding', ['nowhere']), undefined);
  });

  it('creates once, also for many at the same time', async () => {
    const create = () => records.write('kolding', [{ do: 'create', key: ['once'], value }]);
    const made = await Promise.all(Array.from({ length: 10 }, create));
    assert.equal(made.filter(Boolean).length, 1);
  });

  it('updates only what nobody else changed', async () => {
    await records.write('kolding', [{ do: 'create', key: ['u'], value: { n: 0, gone: true } }]);
    const { revision } = (await records.get('kolding', ['u']))!;
    const update = (n: number) => records.write('kolding', [{ do: 'update', key: ['u'], value: { n }, revision }]);
    const made = await Promise.all([1, 2, 3, 4, 5].map(update));
    assert.equal(made.filter(Boolean).length, 1);
    const { value: after } = (await records.get<{ n: number }>('kolding', ['u']))!;
    assert.deepEqual(after, { n: made.indexOf(true) + 1 }, 'replaced, not merged');
    assert.equal(await records.write('kolding', [{ do: 'update', key: ['missing'], value, revision }]), false);
  });

  it('writes all or nothing', async () => {
    await records.write('kolding', [{ do: 'create', key: ['t', 'old'], value }]);
    const { revision } = (await records.get('kolding', ['t', 'old']))!;
    const changes: Change[] = [
      { do: 'update', key: ['t', 'old'], value: { n: 1 }, revision },
      { do: 'create', key: ['t', 'new'], value },
    ];
    const impossible: Change[] = [
      { do: 'create', key: ['once'], value },
      { do: 'delete', key: ['missing'] },
      { do: 'update', key: ['u'], value, revision },
    ];
    for (const refused of impossible) {
      assert.equal(await records.write('kolding', [...changes, refused]), false);
      assert.deepEqual((await records.get('kolding', ['t', 'old']))!.value, value);
      assert.equal(await records.get('kolding', ['t', 'new']), undefined);
    }
    assert.equal(await records.write('kolding', [...changes, { do: 'delete', key: ['once'] }]), true);
    assert.equal(await records.get('kolding', ['once']), undefined);
  });

  it('lists what is below a key, in order and to its end', async () => {
    const keys = Array.from({ length: 1_050 }, (_, i) => ['list', `2026-11-24T10:${String(i).padStart(4, '0')}`]);
    for (let i = 0; i < keys.length; i += 100) {
      await records.write(
        'kolding',
        keys.slice(i, i + 100).map((key) => ({ do: 'create', key, value: { key } })),
      );
    }
    await records.write('kolding', [
      { do: 'create', key: ['list'], value },
      { do: 'create', key: ['list2', 'a'], value },
    ]);
    await records.write('vejen', [{ do: 'create', key: ['list', 'b'], value }]);
    const all = await records.list('kolding', ['list']);
    assert.deepEqual(
      all.map((r) => r.key),
      keys,
    );
    const some = await records.list('kolding', ['list'], '2026-11-24T10:0002');
    assert.deepEqual(
      some.map((r) => r.key),
      keys.slice(0, 3),
    );
  });

  it('keeps a large record, and refuses one that is too large', async () => {
    const large = { text: 'å'.repeat(400_000) };
    await records.write('kolding', [{ do: 'upsert', key: ['large'], value: large }]);
    assert.deepEqual((await records.get('kolding', ['large']))!.value, large);
    await records.write('kolding', [{ do: 'upsert', key: ['large'], value: { text: 'short' } }]);
    assert.deepEqual((await records.get('kolding', ['large']))!.value, { text: 'short' });
  });

  it('deletes once', async () => {
    await records.write('kolding', [{ do: 'create', key: ['d'], value }]);
    assert.equal(await records.write('kolding', [{ do: 'delete', key: ['d'] }]), true);
    assert.equal(await records.write('kolding', [{ do: 'delete', key: ['d'] }]), false);
  });
}
