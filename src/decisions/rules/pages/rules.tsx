import { CoalitionShell } from '../../../coalitions/shell.tsx';
import type { Place } from '../../../kernel/place.ts';
import type { Attempt } from '../../../system/web/page.ts';
import { ButtonLink, SubmitButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Form } from '../../../ui/form.tsx';
import { SafeLink } from '../../../ui/link.tsx';
import { EmptyState, Notice } from '../../../ui/notice.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Time } from '../../../ui/time.tsx';
import { useVisit } from '../../../ui/visit.ts';
import { decisionPaths } from '../../paths.ts';
import { mayPropose } from '../../policy.ts';
import { methodTitle, ruleInWords } from '../../words.ts';
import type { Kept } from './field.tsx';

/** The rules that a coalition keeps, and those that wait for a decision. */
export function RulesPage({ place, kept, attempt }: { place: Place; kept: Kept; attempt?: Attempt }) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  const { coordinator } = place.actor.standing;
  const founded = kept.inForce.length > 0;
  const may = founded ? mayPropose(place.actor) === true : coordinator;
  const begin = may && (
    <ButtonLink href={paths.newRule}>{t(founded ? 'rules.proposeNew' : 'rules.setFounding')}</ButtonLink>
  );
  return (
    <CoalitionShell coalition={place.coalition} title={t('rules.title')} failed={attempt !== undefined}>
      <Page
        title={t('rules.title')}
        lead={t('rules.lead')}
        crumbs={[{ label: t('decisions.title'), href: paths.list }]}
        actions={founded && begin}
      >
        {attempt?.problems.map((problem) => (
          <Notice key={problem.key} kind="error">
            {t(problem as never)}
          </Notice>
        ))}
        {!founded && (
          <EmptyState title={t('rules.noneTitle')} action={begin}>
            <p>{t('rules.noneWhy')}</p>
          </EmptyState>
        )}
        {kept.inForce.map(({ id, name, version, adoptedAt, rule }, at) => (
          <Section key={id} title={name}>
            <p class="hint">
              {at === 0 && t('rules.isFounding')}{' '}
              {t('rules.inForceSince', { version: String(version), method: methodTitle(t, rule.method) })}{' '}
              <Time at={adoptedAt} />. <SafeLink href={paths.rule(id)}>{t('rules.versionsOf', { name })}</SafeLink>
            </p>
            <ul>
              {ruleInWords(t, rule).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Section>
        ))}
        {kept.proposed.length > 0 && (
          <Section title={t('rules.proposedTitle')}>
            <ul>
              {kept.proposed.map(({ id, name, version, proposal }) => (
                <li key={`${id} ${version}`}>
                  <SafeLink href={paths.rule(id)}>
                    {t('rules.nameAndVersion', { name, version: String(version) })}
                  </SafeLink>
                  {': '}
                  <SafeLink href={decisionPaths(place.coalition.slug, proposal).one}>
                    {t('decisions.decisionNumber', { number: String(proposal) })}
                  </SafeLink>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {founded && (
          <Section title={t('rules.policyTitle')} id="policy">
            <p>{t(kept.onlyAdopted ? 'rules.policyOnly' : 'rules.policyFree')}</p>
            {coordinator && (
              <Form action={paths.rulePolicy}>
                <Checkbox name="onlyAdopted" label={t('rules.policyLabel')} checked={kept.onlyAdopted} required />
                <SubmitButton look="quiet">{t('rules.policySave')}</SubmitButton>
              </Form>
            )}
          </Section>
        )}
      </Page>
    </CoalitionShell>
  );
}
