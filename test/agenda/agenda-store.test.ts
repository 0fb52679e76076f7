import { strict as assert } from 'node:assert';
import { createAgendaStore } from '../../src/agenda/agenda-store.ts';
import { addItem } from '../../src/agenda/item-rules.ts';
import { acceptProposal, propose, rejectProposal } from '../../src/agenda/proposal-rules.ts';
import { createProposalStore } from '../../src/agenda/proposal-store.ts';
import { createSettingsStore } from '../../src/agenda/settings-store.ts';
import { overdueItems } from '../../src/delivery/work-item.ts';
import { memoryStore } from '../support/memory-store.ts';
import { agenda, author, colleague, item, now } from './agenda-builders.ts';

const kommune = 'vordingborg';
const deadline = '2026-03-10T11:00:00.000Z';
const proposal = (id: string) =>
  ({ id, by: colleague, language: 'da', title: 'Løbehjul', type: 'droeftelse', minutes: 15 }) as const;

async function world() {
  const store = memoryStore();
  const records = await store.open('agenda');
  const agendas = createAgendaStore(records);
  await agendas.create(agenda({ deadline }));
  return { store, records, agendas, proposals: createProposalStore(records), settings: createSettingsStore(records) };
}

describe('the store of agendas', () => {
  it('creates once, lists by municipality, and gives back what was written', async () => {
    const { agendas } = await world();
    assert.equal(await agendas.create(agenda()), false);
    assert.deepEqual(await agendas.get(kommune, 'a-1'), agenda({ deadline }));
    assert.deepEqual([(await agendas.list(kommune)).length, (await agendas.list('kolding')).length], [1, 0]);
  });

  it('loses no change of people who change at the same time', async () => {
    const { agendas } = await world();
    const add = (id: string) => agendas.change(kommune, 'a-1', (a) => addItem(a, item(id), now));
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(add));
    const { items, version } = (await agendas.get(kommune, 'a-1'))!;
    assert.deepEqual(
      [
        items
          .map((i) => i.id)
          .sort()
          .join(''),
        version,
      ],
      ['abcde', 6],
    );
  });

  it('writes nothing when a rule refuses or changes nothing', async () => {
    const { agendas, records } = await world();
    const revision = async () => (await records.get(kommune, ['item', 'a-1']))!.revision;
    const before = await revision();
    assert.deepEqual(await agendas.change(kommune, 'a-1', () => ({ refused: 'locked' })), { refused: 'locked' });
    await agendas.change(kommune, 'a-1', (a) => a);
    assert.equal(await revision(), before);
    assert.equal(await agendas.change(kommune, 'no-such', (a) => a), undefined);
  });

  it('keeps the index of what is due with the agenda', async () => {
    const { agendas, records } = await world();
    const at = (dueAt: string | undefined) => agendas.change(kommune, 'a-1', (a) => ({ ...a, dueAt }));
    await at('2026-03-02T08:00:00.000Z');
    assert.deepEqual(await overdueItems(records, kommune, now), ['a-1']);
    await at(undefined);
    assert.deepEqual(await overdueItems(records, kommune, now), []);
  });

  it('deletes the agenda with its proposals and messages, and finishes what a crash left', async () => {
    const { agendas, proposals, records, store } = await world();
    await proposals.create(kommune, 'a-1', (a) => propose(a, proposal('p'), now));
    await records.write(kommune, [{ do: 'create', key: ['delivery', 'a-1', 'x'], value: {} }]);
    await agendas.change(kommune, 'a-1', (a) => ({ ...a, slots: [], dueAt: undefined, deleted: true }));
    assert.deepEqual([await agendas.list(kommune), await agendas.halfDeleted(kommune)], [[], ['a-1']]);
    await agendas.delete(kommune, 'a-1');
    assert.deepEqual(store.rows(), []);
  });
});

describe('the store of proposals', () => {
  it('takes a proposal once, and none for an agenda that refuses it or is not there', async () => {
    const { proposals } = await world();
    const create = (id = 'p', agendaId = 'a-1') =>
      proposals.create(kommune, agendaId, (a) => propose(a, proposal(id), now));
    const first = await create();
    assert.deepEqual(await create(), first);
    assert.equal((await proposals.list(kommune, 'a-1')).length, 1);
    assert.equal(await create('q', 'no-such'), undefined);
    assert.deepEqual(await proposals.create(kommune, 'a-1', () => ({ refused: 'late' })), { refused: 'late' });
  });

  it('decides a proposal and the agenda in one: accepted by one and rejected by another is decided once', async () => {
    const { agendas, proposals } = await world();
    await proposals.create(kommune, 'a-1', (a) => propose(a, proposal('p'), now));
    const results = await Promise.all([
      proposals.decide(kommune, 'a-1', 'p', (both) => acceptProposal(both, author, now)),
      proposals.decide(kommune, 'a-1', 'p', (both) => rejectProposal(both, colleague, now)),
      agendas.change(kommune, 'a-1', (a) => addItem(a, item('x'), now)),
    ]);
    assert.equal(results.filter((r) => r && 'refused' in r).length, 1);
    const { items } = (await agendas.get(kommune, 'a-1'))!;
    const { state } = (await proposals.get(kommune, 'a-1', 'p'))!;
    assert.equal(
      items.some((i) => i.id === 'p'),
      state === 'accepted',
    );
    assert.ok(items.some((i) => i.id === 'x'));
  });

  it('lists all of a municipality for the retention, and deletes one', async () => {
    const { agendas, proposals } = await world();
    await agendas.create(agenda({ id: 'a-2', deadline }));
    for (const id of ['a-1', 'a-2']) await proposals.create(kommune, id, (a) => propose(a, proposal(`p-${id}`), now));
    assert.equal((await proposals.list(kommune)).length, 2);
    await proposals.delete((await proposals.list(kommune))[0]!);
    assert.equal((await proposals.list(kommune)).length, 1);
  });
});

describe('the settings of a body', () => {
  it('are empty until somebody says something, and keep what two people say at the same time', async () => {
    const { settings } = await world();
    assert.deepEqual(await settings.get(kommune, 'lokalraad'), {
      ...{ body: 'lokalraad', channels: [], approval: false, settled: [], skipped: [] },
    });
    await Promise.all([
      settings.change(kommune, 'lokalraad', (s) => ({ ...s, approval: true })),
      settings.change(kommune, 'lokalraad', (s) => ({ ...s, channels: ['19:c'] })),
    ]);
    const { approval, channels } = await settings.get(kommune, 'lokalraad');
    assert.deepEqual([approval, channels, (await settings.list(kommune)).length], [true, ['19:c'], 1]);
  });
});
