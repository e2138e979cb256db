// Temperature checks: asked in a moment, shown as a spread, never counted as votes.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { mayDiscuss } from '../policy.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { mayEndSounding, maySound } from '../way/policy.ts';
import type { Sounding, Way } from '../way/shapes.ts';

interface Props {
  place: Place;
  decision: Decision;
  way: Way;
  attempt?: Attempt;
}

export const levels = [5, 4, 3, 2, 1] as const;

export function SoundingsSection({ place, decision, way, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const running = way.soundings.find(({ endedAt }) => endedAt === null);
  const may = maySound(place.actor, situationOf(decision)) === true;
  if (way.soundings.length === 0 && !may) return null;
  return (
    <Section title={t('way.soundingsTitle')} id="soundings" note={t('way.soundingsNote')}>
      {running && <Running {...{ place, decision, way, attempt }} sounding={running} />}
      {way.soundings
        .filter((sounding) => sounding !== running)
        .map((sounding) => (
          <Spread key={sounding.id} sounding={sounding} />
        ))}
      {may && !running && (
        <details>
          <summary>{t('way.sound')}</summary>
          <Form action={paths.sound} id="sound">
            <RadioGroup
              name="per"
              label={t('way.soundWhom')}
              value="person"
              required
              options={(['person', 'member'] as const).map((per) => ({
                value: per,
                label: t('way.soundPer', { per }),
              }))}
            />
            <Checkbox name="anonymous" label={t('way.soundAnonymous')} hint={t('way.soundAnonymousHint')} required />
            <SubmitButton look="quiet">{t('way.soundButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  );
}

function Running({ place, decision, sounding, attempt }: Props & { sounding: Sounding }) {
  const { t } = useVisit();
  const { actor } = place;
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const voices =
    sounding.per === 'person'
      ? mayDiscuss(actor) === true
        ? [{ voice: actor.person!, member: undefined, name: t('way.yourMood') }]
        : []
      : actor.standing.represents
          .filter(({ authority }) => authority !== 'observes')
          .map(({ member, memberName }) => ({ voice: member, member, name: t('way.moodOf', { member: memberName }) }));
  return (
    <>
      {voices.map(({ voice, member, name }) => (
        <Form
          key={voice}
          action={paths.answerSounding}
          id={`mood-${voice}`}
          attempt={attempt?.values.level && attempt.values.member?.[0] === member ? attempt : undefined}
        >
          {member && <input type="hidden" name="member" value={member} />}
          <RadioGroup
            name="level"
            label={name}
            value={sounding.mine.find((said) => said.voice === voice)?.level.toString()}
            required
            options={levels.map((level) => ({ value: String(level), label: t('way.level', { level: String(level) }) }))}
          />
          <SubmitButton look="quiet">{t('way.moodButton')}</SubmitButton>
        </Form>
      ))}
      <Spread sounding={sounding} />
      {mayEndSounding(actor, situationOf(decision), sounding.byPerson) === true && (
        <PostButton action={paths.endSounding} look="quiet">
          {t('way.endSounding')}
        </PostButton>
      )}
    </>
  );
}

function Spread({ sounding }: { sounding: Sounding }) {
  const { t, format } = useVisit();
  const caption = t('way.spread', { version: String(sounding.version), count: sounding.answers });
  if (sounding.spread === null)
    return (
      <p>
        {caption}. {t(sounding.endedAt === null ? 'way.spreadLater' : 'way.spreadTooFew')}
      </p>
    );
  if (sounding.answers === 0) return <p>{caption}</p>;
  const most = Math.max(1, ...sounding.spread);
  return (
    <>
      <Table
        caption={caption}
        rows={levels.map((level) => ({ level, count: sounding.spread![level - 1]! }))}
        rowKey={({ level }) => String(level)}
        columns={[
          {
            key: 'level',
            label: t('way.mood'),
            heading: true,
            cell: ({ level }) => t('way.level', { level: String(level) }),
          },
          {
            key: 'count',
            label: t('way.howMany'),
            cell: ({ count }) => (
              <span class="spread">
                <span>{format.number(count)}</span>
                <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * count) / most} height="8" />
                </svg>
              </span>
            ),
          },
        ]}
      />
      <p class="hint">
        <Time at={sounding.endedAt ?? sounding.at} />
      </p>
    </>
  );
}
