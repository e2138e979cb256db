// Written by `node src/system/i18n/generate.ts` from messages/. Do not edit.
import enCoalitions from '../../../messages/en/coalitions.json' with { type: 'json' };
import enCommon from '../../../messages/en/common.json' with { type: 'json' };
import enKernel from '../../../messages/en/kernel.json' with { type: 'json' };
import esCoalitions from '../../../messages/es/coalitions.json' with { type: 'json' };
import esCommon from '../../../messages/es/common.json' with { type: 'json' };
import esKernel from '../../../messages/es/kernel.json' with { type: 'json' };
import arCoalitions from '../../../messages/ar/coalitions.json' with { type: 'json' };
import arCommon from '../../../messages/ar/common.json' with { type: 'json' };
import arKernel from '../../../messages/ar/kernel.json' with { type: 'json' };

export type Other = string & {};

/** Every message with the variables it wants; undefined where it wants none. */
export interface MessageVariables {
  'coalitions.slugWrong': undefined;
  'coalitions.slugTaken': undefined;
  'coalitions.languageWrong': undefined;
  'coalitions.alreadyCoordinator': undefined;
  'coalitions.personUnknown': undefined;
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
  'kernel.notFound': undefined;
  'kernel.coalitionNotFound': undefined;
  'kernel.signInFirst': undefined;
  'kernel.operatorsOnly': undefined;
  'kernel.membersOnly': undefined;
  'kernel.coordinatorsOnly': undefined;
  'kernel.keyReused': undefined;
  'kernel.formFromElsewhere': undefined;
  'kernel.required': undefined;
  'kernel.tooShort': { least: number };
  'kernel.tooLong': { most: number };
  'kernel.tooFew': { least: string };
  'kernel.tooMany': { most: string };
  'kernel.tooSmall': { least: string };
  'kernel.tooBig': { most: string };
  'kernel.wrongKind': undefined;
  'kernel.chooseOne': undefined;
  'kernel.wrongEmail': undefined;
  'kernel.wrongUrl': undefined;
  'kernel.wrongDate': undefined;
  'kernel.unknownField': { field: string };
  'kernel.tooOften': undefined;
  'kernel.tooLarge': undefined;
}

export const bundles: [lang: string, namespace: string, messages: Record<string, string>][] = [
  ['en', 'coalitions', enCoalitions],
  ['en', 'common', enCommon],
  ['en', 'kernel', enKernel],
  ['es', 'coalitions', esCoalitions],
  ['es', 'common', esCommon],
  ['es', 'kernel', esKernel],
  ['ar', 'coalitions', arCoalitions],
  ['ar', 'common', arCommon],
  ['ar', 'kernel', arKernel],
];
