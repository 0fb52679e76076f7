import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { municipalitiesIn } from '../../src/structure/load-structures.ts';
import { rosterFile, until } from '../support/flow.ts';
import { idOf, line } from '../support/roster-builders.ts';

const pictures = join(import.meta.dirname, '../../test-results');
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quietFlags = ['--disable-background-networking', '--disable-component-update'];
// The people of the roster are those of the playground, so that the bot can write to them.
const lines = [
  line({
    navn: 'Anna Holm',
    områder: 'Præstø',
    'e-mail': 'anna@k.example',
    'teams-id': idOf(21),
    stedfortræder: 'bo@k.example',
  }),
  line({ navn: 'Bo Friis', kontaktpunkt: 'trivselscoach', 'e-mail': 'bo@k.example', 'teams-id': idOf(22) }),
  line({
    navn: 'Dan Lund',
    kontaktpunkt: 'boern-og-familie',
    instans: 'social',
    'e-mail': 'dan@k.example',
    'teams-id': idOf(23),
  }),
  line({
    navn: 'Per Politi',
    kontaktpunkt: 'ssp-omraadegruppen',
    instans: 'politi',
    telefon: '',
    'e-mail': 'per@politi.example',
  }),
  line({ navn: 'Ole Opsøger', kontaktpunkt: 'opsoegende', instans: 'andet', telefon: '41414141' }),
];

describe('a beredskab in the playground', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ssp-beredskab-'));
  let app: App;
  let browser: Browser;
  let page: Page;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    const env = { PORT: '0', SSP_DATA_DIR: dataDir, SSP_ROSTER: rosterFile(...lines) };
    app = await startApp(
      readConfig(env, municipalitiesIn),
      createLog(() => undefined),
    );
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: [...browserFlags, ...quietFlags] });
    page = await browser.newPage({ viewport: { width: 1400, height: 1500 } });
    page.setDefaultTimeout(15_000);
    // Only fonts and an animation come from there; the test needs no network.
    await page.route(/res-1\.cdn\.office\.net/, (route) => route.abort());
    await page.goto(app.playground!, { waitUntil: 'domcontentloaded' });
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = async (text: string) => {
    await page.locator('[data-lexical-editor=true]').first().click();
    await page.keyboard.type(text);
    await page.getByRole('button', { name: 'Send Message' }).first().click();
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

  it('is convened from one line: form, preview, status', async () => {
    await page.getByText('Hej, jeg er SSP-bot').waitFor();
    await send('indkald beredskab i Præstø om gruppekonflikt nu på rådhuset');
    await page.getByText('Kort begrundelse').waitFor();
    await page.locator('textarea').last().fill('Uro mellem to grupper ved havnen');
    await picture('b1-form');
    await press('Se hvem der kaldes');
    await page.getByText('Kontrollér, før du indkalder').waitFor();
    await picture('b2-preview');
    await press('Indkald nu');
    await page.getByText('I gang · 1 af 5 deltager').waitFor();
    await picture('b3-status');
  });

  it('shows an answer from outside, and one heard on the phone, in the same card', async () => {
    const mail = await until(() => {
      const folder = join(dataDir, 'mail');
      const [name] = existsSync(folder) ? readdirSync(folder).filter((n) => n.endsWith('.eml')) : [];
      return name && readFileSync(join(folder, name), 'utf8');
    }, 'the mail');
    const text = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const parts = [...text.matchAll(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, p]) =>
      Buffer.from(p!, 'base64').toString(),
    );
    const link = /http:\/\/127\.0\.0\.1:\d+\/svar\/[\w.-]+/.exec([text, ...parts].join('\n'))![0];
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await phone.goto(link);
    await phone.getByRole('button', { name: 'Deltager' }).click();
    await phone.getByText('Du deltager').waitFor();
    await phone.close();
    await page.getByText('I gang · 2 af 5 deltager').waitFor();
    await press('Kommer');
    await page.getByText('I gang · 3 af 5 deltager').waitFor();
    await picture('b4-answers');
  });

  it('is filled up, moved and closed in forms beside the card', async () => {
    await press('Kald flere');
    await page.getByText('Hvem skal også kaldes?').waitFor();
    await picture('b5-more');
    await press('Flyt');
    await page.getByText('Flyt beredskabet').waitFor();
    await picture('b6-move');
    await press('Afslut');
    await page.getByText('Afslut beredskabet').waitFor();
    await picture('b7-close');
    assert.ok((await page.getByText('Opfølgning 1: hvad?').count()) > 0);
  });

  it('lists what is running', async () => {
    await send('mine beredskaber');
    await page.getByText('Dine beredskaber').waitFor();
    await picture('b8-mine');
  });
});
