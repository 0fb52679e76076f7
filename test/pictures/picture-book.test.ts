import { strict as assert } from 'node:assert';
import { createPictures, type PictureDeps, versionOf, type YearPicture } from '../../src/pictures/picture-book.ts';
import { createSigner } from '../../src/signing.ts';

const signer = createSigner('a secret of at least thirty-two characters');
const press: YearPicture = { kind: 'year', kommune: 'vordingborg', year: 2027, language: 'da', version: 'v1' };

describe('the pictures of cards', () => {
  let asked: YearPicture[] = [];
  let svgs: string[] = [];
  beforeEach(() => {
    asked = [];
    svgs = [];
  });
  const book = (given: Partial<PictureDeps> = {}) =>
    createPictures({
      signer,
      kinds: {
        year: async (one) => {
          asked.push(one);
          return one.kommune === 'vordingborg' ? `<svg>${one.year}</svg>` : undefined;
        },
      },
      publicUrl: () => 'https://bot.example',
      clock: () => new Date(0),
      rasterise: async (svg) => {
        svgs.push(svg);
        return Buffer.from(svg);
      },
      ...given,
    });
  const nameOf = (address: string | undefined) => address!.slice('https://bot.example/billede/'.length);

  it('have an address that leads to them, on another instance too', async () => {
    const address = book().addressOf(press);
    assert.match(address!, /^https:\/\/bot\.example\/billede\/[\w.-]+\.png$/);
    assert.ok(address!.length < 300);
    assert.equal(Buffer.from((await book().picture(nameOf(address)))!).toString(), '<svg>2027</svg>');
    assert.deepEqual(asked, [press]);
  });

  it('have none when nobody outside can reach the bot', () => {
    assert.equal(book({ publicUrl: () => undefined }).addressOf(press), undefined);
  });

  it('have another address in another version', () => {
    const { addressOf } = book();
    assert.equal(addressOf(press), addressOf({ ...press }));
    assert.notEqual(addressOf(press), addressOf({ ...press, version: 'v2' }));
    assert.match(versionOf('content'), /^[\w-]{8}$/);
    assert.equal(versionOf('content'), versionOf('content'));
    assert.notEqual(versionOf('content'), versionOf('Content'));
  });

  it('are drawn once for fifty who open a card', async () => {
    const { addressOf, picture } = book();
    const name = nameOf(addressOf(press));
    await Promise.all(Array.from({ length: 50 }, () => picture(name)));
    await picture(name);
    assert.deepEqual([asked.length, svgs.length], [1, 1]);
  });

  it('are drawn once too when somebody spells the signature in other ways', async () => {
    const { addressOf, picture } = book();
    const name = nameOf(addressOf(press));
    for (const added of ['=', '==', '!', ' ', '*~']) await picture(name.replace('.png', `${added}.png`));
    await picture(name);
    assert.ok(svgs.length <= 1);
  });

  it('are not there under a name that this bot did not make', async () => {
    const { addressOf, picture } = book();
    const name = nameOf(addressOf(press));
    const body = (one: unknown) => Buffer.from(JSON.stringify(one)).toString('base64url');
    const signature = name.split('.')[1];
    for (const forged of [
      ...['', '.png', 'x.png', '..png', '../secret.png', name.slice(0, -4), name.replace('.png', '.svg')],
      `${body({ ...press, year: 2028 })}.${signature}.png`,
      `${body(press)}.png`,
      `${body(press)}..png`,
      `${createSigner('another secret').sign('picture', press)}.png`,
      `${signer.sign('statistics.csv', press)}.png`,
      `${'a'.repeat(3_000)}.png`,
    ]) {
      assert.equal(await picture(forged), undefined, forged.slice(0, 60));
    }
    assert.deepEqual(asked, []);
  });

  it('are not there when there is nothing to draw any more, or only a newer bot knows how', async () => {
    const { addressOf, picture } = book();
    assert.equal(await picture(nameOf(addressOf({ ...press, kommune: 'gone' }))), undefined);
    assert.equal(await picture(nameOf(addressOf({ ...press, kind: 'map' } as never))), undefined);
    assert.deepEqual(svgs, []);
  });

  it('are drawn in earnest where nothing else is said', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
    const { addressOf, picture } = book({ kinds: { year: async () => svg }, rasterise: undefined });
    const png = Buffer.from((await picture(nameOf(addressOf(press))))!);
    assert.deepEqual([png.toString('latin1', 1, 4), png.readUInt32BE(16)], ['PNG', 1000]);
  });
});
