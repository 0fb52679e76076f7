import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { municipalitiesIn } from '../../src/structure/load-structures.ts';
import { rosterFile, rosterLines } from '../support/flow.ts';
import { idOf } from '../support/roster-builders.ts';

const pictures = join(import.meta.dirname, '../../test-results');
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quietFlags = ['--disable-background-networking', '--disable-component-update'];

// The people of the roster are those of the playground, so that the bot can write to them.
const colleagues = rosterLines.map((line, i) => line.replace(idOf(i + 1), idOf(22 + i)));

describe('the bot in the playground', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ssp-browser-'));
  let app: App;
  let browser: Browser;
  let page: Page;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    app = await startApp(
      readConfig(
        { PORT: '0', SSP_DATA_DIR: dataDir, SSP_ROSTER: rosterFile(...colleagues), SSP_LOCAL_ROLE: 'administrator' },
        municipalitiesIn,
      ),
      createLog(() => undefined),
    );
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: [...browserFlags, ...quietFlags] });
    page = await browser.newPage({ viewport: { width: 1400, height: 1100 } });
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
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

  it('welcomes', async () => {
    await page.getByText('Hej, jeg er SSP-bot for Vordingborg Kommune').waitFor();
    await picture('1-welcome');
  });

  it('answers a question and unfolds the others', async () => {
    await send('Hvem skal jeg kontakte om en elev i 8. klasse, der ryger hash?');
    await page.getByText('SSP-konsulent', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Andre, du kan trække på' }).last().click();
    await page.getByText('Opsøgende SSP-arbejde', { exact: true }).last().waitFor();
    await picture('2-answer');
  });

  it('puts 112 first', async () => {
    await send('Der er slagsmål i gang nu og en ligger på jorden og bløder');
    await page.getByText('Ring nu. Bliv hos den, der er i fare, hvis det er sikkert.').waitFor();
    await picture('3-acute');
  });

  it('asks back once, and answers the press in the same card', async () => {
    await send('en ung har brug for et fritidsjob');
    await page.getByText('Hvor gammel er den unge?').waitFor();
    await page.getByRole('button', { name: '18-25 år' }).click();
    await page.getByText('Ungecenteret', { exact: true }).waitFor();
    assert.equal(await page.getByText('Hvor gammel er den unge?').count(), 0);
    await picture('4-choice');
  });

  it('asks a colleague for advice in two presses, refuses a name, and takes it back', async () => {
    await send('Hvem kontakter jeg om en elev i Præstø, der ryger hash?');
    await page.getByText('Anna Holm, dækker Præstø').last().waitFor();
    await page.getByRole('button', { name: 'Bed om sparring' }).last().click();
    await page.getByText('Skole eller område').last().waitFor();
    await page.locator('textarea').last().fill('Mikkel fra 8.b');
    await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    await page.getByText('Noten indeholder et CPR-nummer eller et navn').waitFor();
    assert.equal(await page.locator('textarea').last().inputValue(), '');
    await picture('5-form');
    await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    await page.getByText('Anna Holm er spurgt').waitFor();
    await picture('6-asked');
    await page.getByRole('button', { name: 'Træk tilbage' }).last().click();
    await page.getByText('Trukket tilbage', { exact: true }).last().waitFor();
  });

  it('shows the roster to an administrator, page by page', async () => {
    await send('kontaktliste');
    await page.getByText('Funktioner uden nogen bag').waitFor();
    await picture('7-roster');
    await page.getByRole('button', { name: 'Vis personer' }).last().click();
    await page.getByText('Side 1 af 1').waitFor();
  });

  it('counts, and shows the chart with its table', async () => {
    for (let i = 0; i < 5; i++) await send('mobning i 5. klasse');
    await page.getByRole('button', { name: 'Passer ikke' }).last().click();
    await page.getByText('Måske en af disse?').waitFor();
    await send('statistik');
    await page.getByText('Sum af det viste').waitFor();
    await page.getByText('Hent som CSV').waitFor();
    await picture('8-statistics');
  });
});
