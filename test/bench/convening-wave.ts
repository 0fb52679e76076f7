// Two hundred beredskaber confirmed in the same moment, in three processes on one storage emulator.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { startAzurite } from '../../src/local/azurite.ts';
import { startProcess } from '../support/bot-process.ts';
import { rosterFile } from '../support/flow.ts';
import { mostIn } from '../support/sliding-window.ts';
import { type Convening, isCall, lineOf, type Prepared, prepareConvening, roomIn } from './convening.ts';
import { placesOfPace } from './pace-floor.ts';
import { table } from './report.ts';
import { quantile } from './statistics.ts';
import { countingInto, countsBetween, type ProcessCounts, readCounts } from './storage-counts.ts';
import { type Arrival, chatOf, startTimedConnector, type TimedConnector } from './timed-connector.ts';

const convenings = 200;
const peopleEach = 20;
const peopleInRoster = 400;
const coordinators = 40;
const processes = 3;
const preparedAtOnce = 8;
const longestMilliseconds = 6 * 60_000;
const mostPresses = 10;

const seconds = 1_000;
/** What the platform lets through (facts A6): in a tenant, and in one conversation. */
const tenantLimit = [1 * seconds, 50] as const;
const conversationLimits = [
  [1 * seconds, 7],
  [2 * seconds, 8],
  [30 * seconds, 60],
  [3600 * seconds, 1800],
] as const;
