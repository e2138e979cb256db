import { ButtonLink } from '../button.tsx';
import { Section } from '../page.tsx';
import { useVisit } from '../visit.ts';
import { Belt } from './belt.tsx';

interface LandingProps {
  signInHref: string;
  /** Where a coalition is founded, if visitors may do that here. */
  foundHref?: string;
}

/** What somebody sees who comes by and is not signed in: what Greenbelt is, and how to start. */
export function Landing({ signInHref, foundHref }: LandingProps) {
  const { t, preferences } = useVisit();
  return (
    <>
      <div class="hero">
        <div>
          <h1>{t('ui.landing.title')}</h1>
          <p class="lead">{t('ui.landing.lead')}</p>
          <div class="actions">
            {foundHref && <ButtonLink href={foundHref}>{t('ui.landing.found')}</ButtonLink>}
            <ButtonLink href={signInHref} look={foundHref ? 'quiet' : 'primary'}>
              {t('ui.signIn')}
            </ButtonLink>
          </div>
        </div>
        {!preferences.reducedData && <Belt />}
      </div>
      <Section title={t('ui.landing.whatTitle')}>
        <div class="columns">
          {(['own', 'decide', 'act', 'trust'] as const).map((part) => (
            <div key={part}>
              <h3>{t(`ui.landing.${part}Title`)}</h3>
              <p>{t(`ui.landing.${part}`)}</p>
            </div>
          ))}
        </div>
      </Section>
      <Section title={t('ui.landing.startTitle')}>
        <dl class="ways">
          {(['invited', 'founding', 'affected'] as const).map((way) => (
            <div key={way}>
              <dt>{t(`ui.landing.${way}Title`)}</dt>
              <dd>{t(`ui.landing.${way}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('ui.landing.nameTitle')}>
        <div class="prose">
          <p>{t('ui.landing.name')}</p>
        </div>
      </Section>
    </>
  );
}
