import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { municipalitiesIn } from '../../src/structure/load-structures.ts';
import { rosterFile } from '../support/flow.ts';
import { idOf, line } from '../support/roster-builders.ts';

const pictures = join(import.meta.dirname, '../../test-results');
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quietFlags = ['--disable-background-networking', '--disable-component-update'];
// The people of the roster are those of the playground, so that the bot can write to them.
const lines = [
  line({
    navn: 'Lis Råd',
    kontaktpunkt: 'lokalraad',
    instans: 'politi',
    'e-mail': 'lis@k.example',
    'teams-id': idOf(21),
  }),
  line({ navn: 'Nis Næs', kontaktpunkt: 'lokalraad', 'e-mail': 'nis@k.example', 'teams-id': idOf(22) }),
];

describe('an agenda in the playground', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ssp-agenda-'));
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
    page = await browser.newPage({ viewport: { width: 1400, height: 1700 } });
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

  it('is made from one line: form and draft', async () => {
    await page.getByText('Hej, jeg er SSP-bot').waitFor();
    // The bot learns of the team when its channel is first opened.
    await page.getByText('Lokalråd', { exact: true }).first().click();
    await page.getByText('Personal Chat').first().click();
    await send('ny dagsorden lokalrådet 12/3 kl. 9 på rådhuset');
    await page.getByText('Organ', { exact: true }).last().waitFor();
    await picture('a1-form');
    await press('Opret');
    await page.getByText('Velkomst og godkendelse af dagsorden').last().waitFor();
    await picture('a2-draft');
  });

  it('takes an item', async () => {
    await press('Tilføj punkt');
    await page.getByText('Lukket punkt: kun nummeret').waitFor();
    await page.getByLabel('Overskrift').last().fill('Ny gadeplan for havnen');
    await page.locator('textarea').first().fill('Udkast fra det opsøgende team');
    await picture('a3-item');
    await press('Gem');
    await page.getByText('Ny gadeplan for havnen').last().waitFor();
  });

  it('goes from the form through the preview into the channel', async () => {
    await press('Udgiv');
    await page.getByText('Husk kanalerne').waitFor();
    await picture('a4-publish');
    await page.getByText('SSP › Lokalråd').last().click();
    await press('Se før udgivelse');
    await page.getByText('Intet er sendt endnu').last().waitFor();
    await picture('a5-preview');
    await press('Udgiv nu');
    await page.getByText('Udgives nu').waitFor();
    await press('Leveringsrapport');
    await page.getByText('1 af 1 kanaler').waitFor();
    await picture('a6-report');
    await page.getByText('Lokalråd', { exact: true }).first().click();
    await page.getByText('Set og læst').last().waitFor();
    await picture('a7-post');
    await press('Set og læst');
  });

  it('shows the year as a list and a picture', async () => {
    await page.getByText('Personal Chat').first().click();
    await send('mine dagsordener');
    await page.getByText('Dine dagsordener').waitFor();
    await press('Årets møder');
    await page.getByText('Endnu uden dato').last().waitFor();
    await page.waitForTimeout(700);
    await picture('a8-year');
  });
});
