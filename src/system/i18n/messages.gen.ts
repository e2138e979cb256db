// Written by `node src/system/i18n/generate.ts` from messages/. Do not edit.
import enCoalitions from '../../../messages/en/coalitions.json' with { type: 'json' };
import enCommon from '../../../messages/en/common.json' with { type: 'json' };
import enDecisions from '../../../messages/en/decisions.json' with { type: 'json' };
import enKernel from '../../../messages/en/kernel.json' with { type: 'json' };
import enMail from '../../../messages/en/mail.json' with { type: 'json' };
import enMembers from '../../../messages/en/members.json' with { type: 'json' };
import enNav from '../../../messages/en/nav.json' with { type: 'json' };
import enTally from '../../../messages/en/tally.json' with { type: 'json' };
import enUi from '../../../messages/en/ui.json' with { type: 'json' };
import esCoalitions from '../../../messages/es/coalitions.json' with { type: 'json' };
import esCommon from '../../../messages/es/common.json' with { type: 'json' };
import esDecisions from '../../../messages/es/decisions.json' with { type: 'json' };
import esKernel from '../../../messages/es/kernel.json' with { type: 'json' };
import esMail from '../../../messages/es/mail.json' with { type: 'json' };
import esMembers from '../../../messages/es/members.json' with { type: 'json' };
import esNav from '../../../messages/es/nav.json' with { type: 'json' };
import esTally from '../../../messages/es/tally.json' with { type: 'json' };
import esUi from '../../../messages/es/ui.json' with { type: 'json' };
import arCoalitions from '../../../messages/ar/coalitions.json' with { type: 'json' };
import arCommon from '../../../messages/ar/common.json' with { type: 'json' };
import arDecisions from '../../../messages/ar/decisions.json' with { type: 'json' };
import arKernel from '../../../messages/ar/kernel.json' with { type: 'json' };
import arMail from '../../../messages/ar/mail.json' with { type: 'json' };
import arMembers from '../../../messages/ar/members.json' with { type: 'json' };
import arNav from '../../../messages/ar/nav.json' with { type: 'json' };
import arTally from '../../../messages/ar/tally.json' with { type: 'json' };
import arUi from '../../../messages/ar/ui.json' with { type: 'json' };

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
  'decisions.speakersOnly': undefined;
  'decisions.proposerOnly': undefined;
  'decisions.textIsFixed': undefined;
  'decisions.notInDiscussion': undefined;
  'decisions.closingPassed': undefined;
  'decisions.notOpenYet': undefined;
  'decisions.notOpen': undefined;
  'decisions.notClosed': undefined;
  'decisions.isWithdrawn': undefined;
  'decisions.isClosed': undefined;
  'decisions.mustConsult': undefined;
  'decisions.noRatification': undefined;
  'decisions.notYourMember': undefined;
  'decisions.observersListen': undefined;
  'decisions.ratificationPassed': undefined;
  'decisions.objectorsOnly': undefined;
  'decisions.votesOutstanding': undefined;
  'decisions.proposalNotFound': undefined;
  'decisions.closesInPast': undefined;
  'decisions.opensAfterClose': undefined;
  'decisions.ratifyBeforeClose': undefined;
  'decisions.revisitTooSoon': undefined;
  'decisions.newerVersion': { version: string };
  'decisions.objectionNotFound': undefined;
  'decisions.objectionEnded': undefined;
  'decisions.commentNotFound': undefined;
  'decisions.notOnRoll': undefined;
  'decisions.colleagueWasFaster': undefined;
  'decisions.ballotChanged': undefined;
  'decisions.sayHowConsulted': undefined;
  'decisions.ratifyTooLate': undefined;
  'decisions.objectionNeedsReason': undefined;
  'decisions.ratifiedAlready': undefined;
  'decisions.ballotNotFound': undefined;
  'decisions.nothingToRatify': undefined;
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
  'kernel.oddCharacters': undefined;
  'mail.signIn.subject': undefined;
  'mail.signIn.body': { minutes: number };
  'mail.signIn.button': undefined;
  'mail.signIn.why': undefined;
  'mail.invitation.subject': { coalition: string; member: string };
  'mail.invitation.body': { coalition: string; inviter: string; member: string; until: string };
  'mail.invitation.button': undefined;
  'mail.invitation.why': { inviter: string; member: string };
  'mail.ratify.subject': { member: string; question: string };
  'mail.ratify.body': { coalition: string; member: string; question: string; until: string };
  'mail.ratify.button': undefined;
  'mail.ratify.why': { coalition: string; member: string };
  'mail.decide.subject': { question: string };
  'mail.decide.body': { coalition: string; question: string; until: string };
  'mail.decide.button': undefined;
  'mail.decide.why': { coalition: string };
  'mail.decided.subject': { question: string };
  'mail.decided.body': { coalition: string; outcome: string; question: string };
  'mail.decided.button': undefined;
  'mail.decided.why': { coalition: string };
  'members.websiteWrong': undefined;
  'members.nameTaken': undefined;
  'members.nameOnRoster': undefined;
  'members.sameAsWrong': undefined;
  'members.constituencyUnknown': undefined;
  'members.constituencyTaken': undefined;
  'members.changedMeanwhile': undefined;
  'members.memberNotFound': undefined;
  'members.observersOnlyWatch': undefined;
  'members.speakersOnly': undefined;
  'members.decidersOnly': undefined;
  'members.alreadySpeaks': undefined;
  'members.alreadyApplied': undefined;
  'members.alreadyMember': undefined;
  'members.organizationNeeded': undefined;
  'members.authorityNeeded': undefined;
  'members.notWaiting': undefined;
  'members.notInvitable': undefined;
  'members.invitationNotFound': undefined;
  'members.invitationUsed': undefined;
  'members.invitationRevoked': undefined;
  'members.invitationExpired': undefined;
  'members.notActive': undefined;
  'members.individualSpeaksAlone': undefined;
  'members.untilBeforeFrom': undefined;
  'members.personUnknown': undefined;
  'members.representativeNotFound': undefined;
  'members.representationEnded': undefined;
  'nav.together': undefined;
  'nav.act': undefined;
  'nav.talk': undefined;
  'nav.reflect': undefined;
  'nav.home': undefined;
  'nav.decisions': undefined;
  'nav.members': undefined;
  'nav.about': undefined;
  'nav.coalitions': undefined;
  'nav.account': undefined;
  'tally.consentTitle': undefined;
  'tally.consentExplain': undefined;
  'tally.consentCarried': { consent: number };
  'tally.consentBlocked': { standing: number };
  'tally.consentOpen': { raised: number };
  'tally.consentNobody': undefined;
  'tally.majorityTitle': undefined;
  'tally.majorityExplain': undefined;
  'tally.majorityCarried': { base: number; needed: number; of: 'ballots' | 'votes' | Other; reach: 'more' | Other; yes: number };
  'tally.majorityRejected': { base: number; needed: number; of: 'ballots' | 'votes' | Other; reach: 'more' | Other; yes: number };
  'tally.irvTitle': undefined;
  'tally.irvExplain': undefined;
  'tally.irvElected': { held: number; of: number; rounds: number; winner: string };
  'tally.schulzeTitle': undefined;
  'tally.schulzeExplain': undefined;
  'tally.schulzeElected': { beatsAll: 'yes' | Other; winners: string };
  'tally.rankedPairsTitle': undefined;
  'tally.rankedPairsExplain': undefined;
  'tally.rankedPairsElected': { beatsAll: 'yes' | Other; winners: string };
  'tally.pluralityTitle': undefined;
  'tally.pluralityExplain': undefined;
  'tally.pluralityElected': { held: number; of: number; winner: string };
  'tally.nobodyRanked': undefined;
  'tally.answerMissing': undefined;
  'tally.answerUnknown': { answer: string };
  'tally.rankingMissing': undefined;
  'tally.rankingEmpty': undefined;
  'tally.rankedTwice': { option: string };
  'tally.rankedEqual': { option: string; other: string };
  'tally.optionUnknown': { option: string };
  'tally.optionsMissing': undefined;
  'tally.optionTwice': { option: string };
  'tally.methodUnknown': { known: string; method: string };
  'tally.methodMissing': { known: string };
  'tally.thresholdUnreadable': { threshold: string };
  'tally.thresholdUnreachable': undefined;
  'tally.settingUnknown': { known: string; setting: string; value: string };
  'tally.seatsUnreadable': { seats: string };
  'tally.quorumUnreadable': undefined;
  'tally.weightUnreadable': { weight: string };
  'tally.fileUnreadable': { code: string; file: string };
  'tally.fileNotText': { file: string };
  'tally.exportBroken': undefined;
  'tally.exportUnknown': undefined;
  'tally.exportVersion': { version: string };
  'tally.exportIncomplete': { field: string };
  'tally.csvBroken': undefined;
  'tally.csvEmpty': undefined;
  'tally.csvColumns': { columns: string };
  'tally.csvTooWide': { cells: number; columns: number };
  'tally.atLine': { line: number };
  'tally.atPaper': { paper: number };
  'tally.castLine': { abstained: number; cast: number };
  'tally.quorumMet': { needed: number; present: number; reach: 'more' | Other; roll: number };
  'tally.quorumMissed': { needed: number; present: number; reach: 'more' | Other; roll: number };
  'tally.noQuorum': undefined;
  'tally.withoutProvisional': { outcome: string };
  'tally.roundHeading': { counts: 'below' | 'points' | Other; round: number };
  'tally.exhausted': undefined;
  'tally.needed': undefined;
  'tally.pairwiseHeading': undefined;
  'tally.tieByRound': { among: string; picked: string; purpose: 'elected' | Other; round: number };
  'tally.tieBySeed': { among: string; picked: string; purpose: 'elected' | Other; round: number; seed: string };
  'tally.answerName': { answer: 'abstain' | 'consent' | 'dismissed' | 'integrated' | 'lapsed' | 'no' | 'raised' | 'standing' | 'withdrawn' | 'yes' | Other };
  'ui.titleWithError': { title: string };
  'ui.errorSummary': { count: number };
  'ui.fieldProblem': { field: string; problem: string };
  'ui.inZone': { name: string; zone: string };
  'ui.progress': { max: number; value: number };
  'ui.tallyChoice': undefined;
  'ui.tallyCount': undefined;
  'ui.tallyProvisional': undefined;
  'ui.tallyShare': undefined;
  'ui.tallyProvisionalKey': undefined;
  'ui.source': undefined;
  'ui.stepDone': undefined;
  'ui.stepNow': undefined;
  'ui.stepNext': undefined;
  'ui.mainMenu': undefined;
  'ui.menu': undefined;
  'ui.breadcrumb': undefined;
  'ui.pages': undefined;
  'ui.previousPage': undefined;
  'ui.nextPage': undefined;
  'ui.pageUpdated': undefined;
  'ui.reload': undefined;
  'ui.skipToContent': undefined;
  'ui.account': undefined;
  'ui.accountOf': undefined;
  'ui.signOut': undefined;
  'ui.footer': undefined;
  'ui.signIn': undefined;
  'ui.error.number': { status: string };
  'ui.error.whatNow': undefined;
  'ui.error.home': undefined;
  'ui.error.notFound': undefined;
  'ui.error.notFoundWhy': undefined;
  'ui.error.checkAddress': undefined;
  'ui.error.askForLink': undefined;
  'ui.error.forbidden': undefined;
  'ui.error.forbiddenWhy': undefined;
  'ui.error.signedInAs': { name: string };
  'ui.error.askCoordinator': undefined;
  'ui.error.broken': undefined;
  'ui.error.brokenWhy': undefined;
  'ui.error.nothingHalfDone': undefined;
  'ui.error.tryAgain': undefined;
  'ui.error.unavailable': undefined;
  'ui.error.unavailableWhy': undefined;
  'ui.error.offline': undefined;
  'ui.error.offlineWhy': undefined;
  'ui.error.offlineTyped': undefined;
  'ui.error.refused': undefined;
  'ui.landing.title': undefined;
  'ui.landing.lead': undefined;
  'ui.landing.found': undefined;
  'ui.landing.whatTitle': undefined;
  'ui.landing.ownTitle': undefined;
  'ui.landing.own': undefined;
  'ui.landing.decideTitle': undefined;
  'ui.landing.decide': undefined;
  'ui.landing.actTitle': undefined;
  'ui.landing.act': undefined;
  'ui.landing.trustTitle': undefined;
  'ui.landing.trust': undefined;
  'ui.landing.startTitle': undefined;
  'ui.landing.invitedTitle': undefined;
  'ui.landing.invited': undefined;
  'ui.landing.foundingTitle': undefined;
  'ui.landing.founding': undefined;
  'ui.landing.affectedTitle': undefined;
  'ui.landing.affected': undefined;
  'ui.landing.nameTitle': undefined;
  'ui.landing.name': undefined;
}

export const bundles: [lang: string, namespace: string, messages: Record<string, string>][] = [
  ['en', 'coalitions', enCoalitions],
  ['en', 'common', enCommon],
  ['en', 'decisions', enDecisions],
  ['en', 'kernel', enKernel],
  ['en', 'mail', enMail],
  ['en', 'members', enMembers],
  ['en', 'nav', enNav],
  ['en', 'tally', enTally],
  ['en', 'ui', enUi],
  ['es', 'coalitions', esCoalitions],
  ['es', 'common', esCommon],
  ['es', 'decisions', esDecisions],
  ['es', 'kernel', esKernel],
  ['es', 'mail', esMail],
  ['es', 'members', esMembers],
  ['es', 'nav', esNav],
  ['es', 'tally', esTally],
  ['es', 'ui', esUi],
  ['ar', 'coalitions', arCoalitions],
  ['ar', 'common', arCommon],
  ['ar', 'decisions', arDecisions],
  ['ar', 'kernel', arKernel],
  ['ar', 'mail', arMail],
  ['ar', 'members', arMembers],
  ['ar', 'nav', arNav],
  ['ar', 'tally', arTally],
  ['ar', 'ui', arUi],
];
