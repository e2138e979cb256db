// Written by `node src/system/i18n/generate.ts` from messages/. Do not edit.
import enCommon from '../../../messages/en/common.json' with { type: 'json' };
import esCommon from '../../../messages/es/common.json' with { type: 'json' };
import arCommon from '../../../messages/ar/common.json' with { type: 'json' };

export type Other = string & {};

/** Every message with the variables it wants; undefined where it wants none. */
export interface MessageVariables {
  'common.greenbelt': undefined;
  'common.dateAndTime': { date: string; time: string; zone: string };
  'common.deadline': { date: string; relative: string };
  'common.yes': undefined;
  'common.no': undefined;
  'common.save': undefined;
  'common.cancel': undefined;
  'common.continue': undefined;
  'common.back': undefined;
  'common.edit': undefined;
  'common.remove': undefined;
  'common.search': undefined;
  'common.filter': undefined;
  'common.all': undefined;
  'common.none': undefined;
  'common.name': undefined;
  'common.email': undefined;
  'common.language': undefined;
  'common.timeZone': undefined;
  'common.reason': undefined;
  'common.optional': undefined;
  'common.downloadCsv': undefined;
  'common.members': { count: number };
  'common.organizations': { count: number };
  'common.people': { count: number };
  'common.daysLeft': { count: number };
}

export const bundles: [lang: string, namespace: string, messages: Record<string, string>][] = [
  ['en', 'common', enCommon],
  ['es', 'common', esCommon],
  ['ar', 'common', arCommon],
];
