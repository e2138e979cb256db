import type { z } from 'zod';
import { CoalitionShell } from '../../../coalitions/shell.tsx';
import type { Place } from '../../../kernel/place.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Status } from '../../../ui/card.tsx';
import { SafeLink } from '../../../ui/link.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Time } from '../../../ui/time.tsx';
import { useVisit } from '../../../ui/visit.ts';
import { decisionPaths } from '../../paths.ts';
import { mayPropose } from '../../policy.ts';
import { methodExplained, methodTitle, ruleInWords } from '../../words.ts';
import type { showRule } from '../queries.ts';

export type OneRule = z.infer<(typeof showRule)['output']>;

/** One rule: what it says now, what it said before, and by which decisions. */
export function RulePage({ place, rule }: { place: Place; rule: OneRule }) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  const present = rule.versions.find(({ adoptedAt }) => adoptedAt !== null)?.version;
  return (
    <CoalitionShell coalition={place.coalition} title={rule.name}>
      <Page
        title={<span dir="auto">{rule.name}</span>}
        crumbs={[
          { label: t('decisions.title'), href: paths.list },
          { label: t('rules.title'), href: paths.rules },
        ]}
        actions={
          mayPropose(place.actor) === true && (
            <ButtonLink href={paths.changeRule(rule.id)}>{t('rules.proposeChange')}</ButtonLink>
          )
        }
      >
        {rule.versions.map(({ version, writtenBy, at, adoptedAt, proposal, rule: told }) => (
          <Section
            key={version}
            title={t('rules.version', { version: String(version) })}
            note={methodExplained(t, told.method)}
          >
            <p>
              <Status state={version === present ? 'done' : adoptedAt ? 'ended' : 'waiting'}>
                {t(version === present ? 'rules.inForce' : adoptedAt ? 'rules.replaced' : 'rules.notAdopted')}
              </Status>{' '}
              {methodTitle(t, told.method)}
            </p>
            <ul>
              {ruleInWords(t, told).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p class="hint">
              {t('decisions.versionBy', { version: String(version), person: writtenBy })} <Time at={at} />.{' '}
              {proposal === null ? (
                t('rules.setByCoordinators')
              ) : (
                <SafeLink href={decisionPaths(place.coalition.slug, proposal).one}>
                  {t('decisions.decisionNumber', { number: String(proposal) })}
                </SafeLink>
              )}
            </p>
          </Section>
        ))}
      </Page>
    </CoalitionShell>
  );
}
