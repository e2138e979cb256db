import type { Place } from '../../kernel/place.ts';
import { languages } from '../../system/i18n/languages.ts';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { DateTimeField, Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { authorities } from '../fields.ts';
import { memberPaths } from '../paths.ts';
import { mayEndRepresentation, mayKeepRoster, mayNameRepresentatives } from '../policy.ts';
import type { ShownMember } from '../queries.ts';
import { authorityChoices } from '../words.ts';

interface Props {
  place: Place;
  member: ShownMember;
  people: { person: string; name: string }[];
  attempt?: Attempt;
}

/** Who speaks for a member, with what authority, and the forms of whoever may change that. */
export function VoicesSection({ place, member, people, attempt }: Props) {
  const { t } = useVisit();
  const { actor } = place;
  const paths = memberPaths(place.coalition.slug, member.id);
  const names = mayNameRepresentatives(actor, member.id) === true && member.kind === 'organization';
  const others = people.filter(({ person }) => !member.voices.some((voice) => voice.person === person));
  return (
    <Section title={t('members.speaks')} id="voices" note={t('members.speaksNote')}>
      {member.voices.length === 0 ? (
        <p>{t('members.nobodySpeaks')}</p>
      ) : (
        <Table
          caption={t('members.speaks')}
          captionHidden
          rows={member.voices}
          rowKey={(row) => row.id}
          columns={[
            { key: 'name', label: t('common.name'), heading: true, cell: (row) => <span dir="auto">{row.name}</span> },
            {
              key: 'authority',
              label: t('members.authorityLabel'),
              cell: (row) =>
                names ? (
                  <AuthorityForm action={paths.authority} voice={row} />
                ) : (
                  t('members.authority', { authority: row.authority })
                ),
            },
            { key: 'term', label: t('members.term'), cell: (row) => <Term voice={row} /> },
            {
              key: 'end',
              label: t('members.end'),
              cell: (row) =>
                mayEndRepresentation(actor, member.id, row.person) === true && (
                  <PostButton look="quiet" action={paths.endVoice} fields={{ representative: row.id }}>
                    {t(row.person === actor.person ? 'members.layDown' : 'members.endVoice')}
                  </PostButton>
                ),
            },
          ]}
        />
      )}
      {names && member.status === 'active' && others.length > 0 && (
        <details open={attempt?.values.person !== undefined}>
          <summary>{t('members.addVoice')}</summary>
          <AddVoiceForm action={paths.voices} people={others} attempt={attempt?.values.person ? attempt : undefined} />
        </details>
      )}
      {mayKeepRoster(actor) === true && member.kind === 'organization' && (
        <details open={attempt?.values.agreedHow !== undefined}>
          <summary>{t('votelink.addTitle')}</summary>
          <ByMailForm action={paths.voiceByMail} attempt={attempt?.values.agreedHow ? attempt : undefined} />
        </details>
      )}
    </Section>
  );
}

/** For organizations that never sign in. */
function ByMailForm({ action, attempt }: { action: string; attempt?: Attempt }) {
  const { t, lang, format } = useVisit();
  return (
    <Form action={action} id="voice-by-mail" attempt={attempt}>
      <p class="hint">{t('votelink.addHint')}</p>
      <input type="hidden" name="timeZone" value={format.zone} />
      <TextField name="name" label={t('common.name')} maxlength={120} required />
      <TextField name="email" type="email" label={t('votelink.email')} maxlength={254} required />
      <RadioGroup
        name="authority"
        label={t('members.authorityLabel')}
        options={authorityChoices(t).filter(({ value }) => value !== 'observes')}
        required
      />
      <TextField
        name="agreedHow"
        label={t('votelink.agreedHow')}
        hint={t('votelink.agreedHowHint')}
        maxlength={500}
        required
      />
      <Select
        name="language"
        label={t('common.language')}
        value={lang}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        required
      />
      <SubmitButton>{t('votelink.addButton')}</SubmitButton>
    </Form>
  );
}

type Voice = ShownMember['voices'][number];

function Term({ voice }: { voice: Voice }) {
  const { t } = useVisit();
  return (
    <span>
      {t('members.from')} <Time at={voice.from} as="date" />
      {voice.until && (
        <>
          , {t('members.until')} <Time at={voice.until} as="date" />
        </>
      )}
    </span>
  );
}

function AuthorityForm({ action, voice }: { action: string; voice: Voice }) {
  const { t } = useVisit();
  return (
    <div>
      {t('members.authority', { authority: voice.authority })}
      <details>
        <summary>{t('members.change')}</summary>
        <Form action={action} id={`authority-${voice.id}`} class="form">
          <input type="hidden" name="representative" value={voice.id} />
          <Select
            name="authority"
            label={t('members.authorityOf', { name: voice.name })}
            value={voice.authority}
            options={authorities.map((authority) => ({
              value: authority,
              label: t('members.authority', { authority }),
            }))}
            required
          />
          <SubmitButton look="quiet">{t('members.change')}</SubmitButton>
        </Form>
      </details>
    </div>
  );
}

function AddVoiceForm({ action, people, attempt }: { action: string; people: Props['people']; attempt?: Attempt }) {
  const { t } = useVisit();
  return (
    <Form action={action} id="voice" attempt={attempt}>
      <p class="hint">{t('members.addVoiceHint')}</p>
      <Select
        name="person"
        label={t('members.person')}
        empty={t('members.choose')}
        options={people.map(({ person, name }) => ({ value: person, label: name }))}
        required
      />
      <RadioGroup name="authority" label={t('members.authorityLabel')} options={authorityChoices(t)} required />
      <DateTimeField name="from" label={t('members.from')} hint={t('members.fromHint')} />
      <DateTimeField name="until" label={t('members.until')} hint={t('members.untilHint')} />
      <SubmitButton>{t('members.addVoiceButton')}</SubmitButton>
    </Form>
  );
}
