import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { languages } from '../../system/i18n/languages.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, DownloadLink, PostButton, SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { NumberField, Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { EmptyState, Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { authorities } from '../fields.ts';
import { memberPaths } from '../paths.ts';
import type { Invitation } from '../queries-invitations.ts';
import { MemberTabs } from './roster.tsx';

interface Props {
  place: Place;
  invitations: Invitation[];
  /** For whom one may be invited: all of the roster for coordinators, else one's own. */
  roster: { id: string; name: string }[];
  /** For whom the form is filled in beforehand. */
  member?: string;
  /** The address of the member's contact, where one is known. */
  email?: string;
  name?: string;
  /** The link that was just made to be handed over: shown this once. */
  link?: string;
  attempt?: Attempt;
}

/** Inviting: a mail, or a link to hand over; and what became of earlier ones. */
export function InvitationsPage({ place, invitations, link, attempt, ...form }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.invitations')} failed={attempt !== undefined}>
      <Page title={t('members.invitations')} lead={t('members.invitationsLead')}>
        <MemberTabs place={place} />
        {link && <HandOver link={link} />}
        <Section title={t('members.inviteSomebody')} id="invite">
          <InviteForm
            action={paths.invitations}
            coordinator={place.actor.standing.coordinator}
            attempt={attempt}
            {...form}
          />
        </Section>
        <Section title={t('members.invitedBefore')}>
          {invitations.length === 0 ? (
            <EmptyState title={t('members.noInvitationsTitle')}>
              <p>{t('members.noInvitationsWhy')}</p>
            </EmptyState>
          ) : (
            <>
              <InvitationTable invitations={invitations} slug={place.coalition.slug} />
              <Actions>
                <DownloadLink href={paths.invitationsCsv}>{t('common.downloadCsv')}</DownloadLink>
              </Actions>
            </>
          )}
        </Section>
      </Page>
    </CoalitionShell>
  );
}

function HandOver({ link }: { link: string }) {
  const { t } = useVisit();
  return (
    <Notice kind="success" title={t('members.linkMade')}>
      <p>{t('members.linkHow')}</p>
      <p>
        <label for="link">{t('members.link')}</label>
        <input id="link" type="text" readonly value={link} dir="ltr" />
      </p>
    </Notice>
  );
}

interface FormProps extends Pick<Props, 'roster' | 'member' | 'email' | 'name' | 'attempt'> {
  action: string;
  coordinator: boolean;
}

function InviteForm({ action, coordinator, roster, member, email, name, attempt }: FormProps) {
  const { t, lang } = useVisit();
  return (
    <Form action={action} attempt={attempt}>
      <Select
        name="member"
        label={t('members.inviteWhom')}
        hint={t(coordinator ? 'members.inviteWhomHint' : 'members.inviteColleagueHint')}
        value={member}
        empty={coordinator ? t('members.inviteOpen') : undefined}
        options={roster.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      <TextField name="name" label={t('members.inviteName')} value={name} maxlength={120} />
      <TextField
        name="email"
        type="email"
        label={t('common.email')}
        hint={t('members.inviteEmailHint')}
        value={email}
        maxlength={254}
      />
      <Select
        name="authority"
        label={t('members.inviteAuthority')}
        empty={t('members.inviteAuthorityFree')}
        options={authorities.map((authority) => ({ value: authority, label: t('members.authority', { authority }) }))}
      />
      <Select
        name="language"
        label={t('members.inviteLanguage')}
        value={lang}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        required
      />
      <NumberField name="days" label={t('members.inviteDays')} value="14" required />
      <SubmitButton>{t('members.inviteButton')}</SubmitButton>
    </Form>
  );
}

const signs = { pending: 'open', used: 'done', revoked: 'declined', expired: 'ended' } as const;

function InvitationTable({ invitations, slug }: { invitations: Invitation[]; slug: string }) {
  const { t } = useVisit();
  const paths = memberPaths(slug);
  return (
    <Table
      caption={t('members.invitedBefore')}
      captionHidden
      rows={invitations}
      rowKey={(row) => row.invitation}
      columns={[
        {
          key: 'whom',
          label: t('members.inviteWhom'),
          heading: true,
          cell: (row) => (
            <>
              <span dir="auto">{row.member?.name || row.name || t('members.inviteOpen')}</span>
              {row.member && row.name && <div dir="auto">{row.name}</div>}
              {row.email && <div dir="ltr">{row.email}</div>}
            </>
          ),
        },
        {
          key: 'state',
          label: t('members.statusLabel'),
          cell: (row) => <Status state={signs[row.state]}>{t('members.invitationState', { state: row.state })}</Status>,
        },
        {
          key: 'until',
          label: t('members.until'),
          cell: (row) => <Time at={row.until} as="date" />,
        },
        { key: 'by', label: t('members.invitedBy'), cell: (row) => <span dir="auto">{row.by}</span> },
        {
          key: 'revoke',
          label: t('members.revoke'),
          cell: (row) =>
            row.state === 'pending' && (
              <PostButton look="quiet" action={paths.revoke} fields={{ invitation: row.invitation }}>
                {t('members.revoke')}
              </PostButton>
            ),
        },
      ]}
    />
  );
}
