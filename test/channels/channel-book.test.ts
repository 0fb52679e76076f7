import { strict as assert } from 'node:assert';
import { type Channel, channelTitle } from '../../src/channels/channel.ts';
import { type ChannelBook, createChannelBook } from '../../src/channels/channel-book.ts';
import type { Records } from '../../src/ports.ts';
import { tenantId } from '../support/builders.ts';
import { memoryStore } from '../support/memory-store.ts';

const ssp = { id: '19:ssp', name: 'SSP' };
const channel = (id: string, name?: string, team = ssp): Channel => ({
  ...{ id, team, tenantId },
  ...(name && { name }),
});
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

describe('the book of channels', () => {
  let records: Records;
  let book: ChannelBook;
  beforeEach(async () => {
    records = await memoryStore().open('channels');
    book = createChannelBook(records);
  });
  const titles = async () => (await book.list('kolding')).map((c) => channelTitle(c, 'da'));

  it('lists by team, in a team the default channel first, then by name as Danes sort', async () => {
    const skole = { id: '19:skole', name: 'Afdeling' };
    await book.keep('kolding', [
      channel('19:c', 'Østbyen'),
      channel('19:b', 'Aalborg'),
      channel('19:a', 'Bramming'),
      channel('19:ssp'),
      channel('19:d', 'Lærere', skole),
    ]);
    assert.deepEqual(await titles(), [
      'Afdeling › Lærere',
      'SSP › Generelt',
      'SSP › Bramming',
      'SSP › Østbyen',
      'SSP › Aalborg',
    ]);
    assert.equal(channelTitle(channel('19:ssp'), 'en'), 'SSP › General');
  });

  it('keeps two teams of the same name apart, so that they can be grouped', async () => {
    const other = { id: '19:ssp-2', name: 'SSP' };
    await book.keep('kolding', [channel('19:a', 'A'), channel('19:x', 'B', other), channel('19:c', 'C')]);
    assert.deepEqual(
      (await book.list('kolding')).map((c) => c.team.id),
      ['19:ssp', '19:ssp', '19:ssp-2'],
    );
  });

  it('keeps a municipality’s channels to itself', async () => {
    await book.keep('kolding', [channel('19:a', 'A')]);
    assert.deepEqual(await book.list('vejen'), []);
    assert.equal(await book.get('vejen', '19:a'), undefined);
  });

  it('knows a renamed channel by its id, and loses no name to who does not tell it', async () => {
    await book.keep('kolding', [channel('19:a', 'Lokalråd')]);
    await book.keep('kolding', [channel('19:a', 'Lokalrådet')]);
    await book.keep('kolding', [channel('19:a', undefined, { ...ssp, name: '' })]);
    assert.deepEqual(await book.get('kolding', '19:a'), channel('19:a', 'Lokalrådet'));
    await book.renameTeam('kolding', '19:ssp', 'SSP Kolding');
    assert.deepEqual(await titles(), ['SSP Kolding › Lokalrådet']);
  });

  it('forgets what is deleted, and brings it back when it is restored', async () => {
    await book.keep('kolding', [channel('19:a', 'A'), channel('19:b', 'B')], at(1));
    await book.remove('kolding', '19:a', at(2));
    await book.remove('kolding', '19:a', at(2));
    assert.equal(await book.get('kolding', '19:a'), undefined);
    assert.deepEqual(await titles(), ['SSP › B']);
    await book.keep('kolding', [channel('19:a', 'A igen')], at(3));
    assert.deepEqual(await titles(), ['SSP › A igen', 'SSP › B']);
  });

  it('lets no late event undo a newer one', async () => {
    await book.keep('kolding', [channel('19:a', 'Ny')], at(5));
    await book.keep('kolding', [channel('19:a', 'Gammel')], at(4));
    await book.renameTeam('kolding', '19:ssp', 'Nyt hold', at(7));
    await book.renameTeam('kolding', '19:ssp', 'Gammelt hold', at(6));
    await book.remove('kolding', '19:b', at(6));
    await book.keep('kolding', [channel('19:b', 'B')], at(2));
    assert.deepEqual(await titles(), ['Nyt hold › Ny']);
    await book.keep('kolding', [channel('19:a', 'Nyere')], at(6));
    assert.deepEqual(await titles(), ['Nyt hold › Nyere'], 'the name of a team is no news of its channels');
    await book.removeTeam('kolding', '19:ssp', at(9));
    await book.keepTeam('kolding', { teamId: '19:ssp', listed: [channel('19:a', 'A'), channel('19:new', '?')] }, at(8));
    assert.deepEqual(await titles(), []);
  });

  it('removes with a list what Teams listed and lists no more, and nothing that it never listed', async () => {
    const named = [channel('19:ssp'), channel('19:a', 'A')];
    await book.keepTeam('kolding', { teamId: '19:ssp', listed: [...named, channel('19:gone', 'Væk')] });
    await book.keep('kolding', [channel('19:private', 'Privat'), channel('19:x', 'X', { id: '19:o', name: 'Andet' })]);
    await book.keepTeam('kolding', { teamId: '19:ssp', listed: named });
    await book.keepTeam('kolding', { teamId: '19:ssp', listed: named, besides: [channel('19:b', 'Hørt')] });
    assert.deepEqual(await titles(), ['Andet › X', 'SSP › Generelt', 'SSP › A', 'SSP › Hørt', 'SSP › Privat']);
  });

  it('knows a team that it has left, and only that', async () => {
    await book.keep('kolding', [channel('19:a', 'A')]);
    assert.equal(await book.hasLeft('kolding', '19:ssp'), false);
    await book.removeTeam('kolding', '19:ssp');
    assert.equal(await book.hasLeft('kolding', '19:ssp'), true);
    assert.equal(await book.hasLeft('kolding', '19:never'), false);
  });

  it('keeps nothing but ids of what is gone', async () => {
    await book.keep('kolding', [channel('19:a', 'Hemmeligt navn')]);
    await book.removeTeam('kolding', '19:ssp');
    const stored = JSON.stringify(await records.list('kolding', []));
    assert.ok(!stored.includes('Hemmeligt') && !stored.includes('SSP'));
  });

  it('writes once what is told twice', async () => {
    let writes = 0;
    const counting = createChannelBook({
      ...records,
      write: (...given) => {
        writes++;
        return records.write(...given);
      },
    });
    await counting.keep('kolding', [channel('19:a', 'A')], at(1));
    await counting.keep('kolding', [channel('19:a', 'A')], at(1));
    assert.equal(writes, 1);
  });

  it('takes a team of 450 channels, told by two instances at once', async () => {
    const many = Array.from({ length: 450 }, (_, i) => channel(`19:${i}`, `Kanal ${i}`));
    const other = createChannelBook(records);
    await Promise.all([
      book.keepTeam('kolding', { teamId: '19:ssp', listed: many }, at(1)),
      other.keepTeam('kolding', { teamId: '19:ssp', listed: many }, at(1)),
      other.remove('kolding', '19:7', at(2)),
    ]);
    assert.equal((await book.list('kolding')).length, 449);
  });
});
