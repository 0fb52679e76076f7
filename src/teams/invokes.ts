import { Ajv } from 'ajv';
import type { Activity } from 'botbuilder';

// What comes with an invoke is whatever its sender wrote: each kind that the bot answers has its shape here.
const shortText = { type: 'string', maxLength: 200 };
/** Inputs of a form and the signed press: texts, and what Teams adds of its own. */
const filledIn = {
  type: 'object',
  maxProperties: 60,
  propertyNames: { maxLength: 100 },
  additionalProperties: {
    anyOf: [
      { type: 'string', maxLength: 8_000 },
      { type: ['number', 'boolean', 'null'] },
      { type: 'object', maxProperties: 20 },
    ],
  },
};
const shapes: Record<string, object> = {
  'adaptiveCard/action': {
    type: 'object',
    required: ['action'],
    maxProperties: 10,
    properties: {
      action: {
        type: 'object',
        required: ['verb'],
        maxProperties: 20,
        properties: { type: { const: 'Action.Execute' }, verb: { ...shortText, minLength: 1 }, data: filledIn },
      },
      trigger: shortText,
    },
  },
  'task/fetch': { type: 'object', required: ['data'], maxProperties: 10, properties: { data: filledIn } },
  'task/submit': { type: 'object', required: ['data'], maxProperties: 10, properties: { data: filledIn } },
  // The message on which an action was called comes along; nothing of it is read.
  'composeExtension/fetchTask': {
    type: 'object',
    required: ['commandId'],
    maxProperties: 20,
    properties: { commandId: shortText },
  },
  'composeExtension/submitAction': {
    type: 'object',
    required: ['commandId', 'data'],
    maxProperties: 20,
    properties: { commandId: shortText, data: filledIn },
  },
  'composeExtension/query': {
    type: 'object',
    required: ['commandId'],
    maxProperties: 10,
    properties: {
      commandId: shortText,
      parameters: {
        type: 'array',
        maxItems: 5,
        items: {
          type: 'object',
          required: ['name'],
          properties: { name: shortText, value: { type: ['string', 'number', 'boolean', 'null'], maxLength: 1_000 } },
        },
      },
    },
  },
};
const ajv = new Ajv({ allowUnionTypes: true });
const checks = new Map(Object.entries(shapes).map(([name, shape]) => [name, ajv.compile(shape)]));

/** 501 for an invoke that the bot does not answer, 400 for one of another shape; undefined when it may pass. */
export function judgeInvoke({ type, name, value }: Activity): 400 | 501 | undefined {
  if (type !== 'invoke') return undefined;
  const check = checks.get(name ?? '');
  if (!check) return 501;
  return check(value) ? undefined : 400;
}
