import { PlainShell } from '../../coalitions/shell.tsx';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Kind } from '../fields.ts';
import { invitationDoor, memberPaths } from '../paths.ts';
import { AnswerFields } from './answers.tsx';
import { AboutYou, ForWhom, JoinSteps, SignInFirst } from './join.tsx';
import { LimitFields } from './limits.tsx';

export interface ReadInvitation {
  coalition: { slug: string; name: string; purpose: string };
  member: { name: string; kind: Kind; answered: boolean } | null;
  name: string;
  inviter: string;
  authority: string | null;
  until: Date;
  state: 'pending' | 'used' | 'revoked' | 'expired';
}

interface Props {
  invitation: ReadInvitation;
  as?: Kind;
  attempt?: Attempt;
}

/** Behind an invitation's link: for which coalition and which member it is, then the questions. */
export function InvitationPage({ invitation, as, attempt }: Props) {
  const { t, person } = useVisit();
  const { coalition, member, state } = invitation;
  const title = member
    ? t('members.invitedFor', { member: member.name, coalition: coalition.name })
    : t('members.invitedOpen', { coalition: coalition.name });
  return (
    <PlainShell title={title} failed={attempt !== undefined}>
      <Page title={<span dir="auto">{title}</span>} lead={<span dir="auto">{coalition.purpose}</span>}>
        {state !== 'pending' ? (
          <Closed state={state} slug={coalition.slug} />
        ) : (
          <>
            <p>
              {t('members.invitedByWhom', { inviter: invitation.inviter || coalition.name })} {t('members.goodUntil')}{' '}
              <Time at={invitation.until} as="deadline" />
            </p>
            {!person ? (
              <SignInFirst back={invitationDoor} />
            ) : as === undefined ? (
              <ForWhom action={invitationDoor} />
            ) : (
              <Questions invitation={invitation} as={as} attempt={attempt} />
            )}
          </>
        )}
      </Page>
    </PlainShell>
  );
}

function Questions({ invitation, as, attempt }: Required<Pick<Props, 'as'>> & Props) {
  const { t } = useVisit();
  const meant = invitation.member?.kind === as ? invitation.member : undefined;
  const other = as === 'organization' ? 'individual' : 'organization';
  return (
    <>
      <JoinSteps current={1} />
      {meant ? (
        <p>
          <SafeLink href={`${invitationDoor}?as=${other}`}>{t('members.joinAsOther', { kind: other })}</SafeLink>
        </p>
      ) : (
        <Notice>
          <p>{t('members.becomesQuestion')}</p>
        </Notice>
      )}
      <Form action={memberPaths(invitation.coalition.slug).invitation} attempt={attempt}>
        <input type="hidden" name="as" value={as} />
        <AboutYou as={as} known={meant?.name} name={invitation.name} most={meant && invitation.authority} />
        {!meant?.answered && (
          <>
            <AnswerFields />
            <LimitFields attempt={attempt} />
            <p>{t('members.whoReads')}</p>
          </>
        )}
        <Actions>
          <SubmitButton>{t(meant ? 'members.acceptButton' : 'members.joinButton')}</SubmitButton>
        </Actions>
      </Form>
    </>
  );
}

function Closed({ state, slug }: { state: 'used' | 'revoked' | 'expired'; slug: string }) {
  const { t, person } = useVisit();
  const why = {
    used: 'members.invitationUsed',
    revoked: 'members.invitationRevoked',
    expired: 'members.invitationExpired',
  } as const;
  return (
    <>
      <Notice kind="warning">
        <p>{t(why[state])}</p>
      </Notice>
      {state === 'used' && person && (
        <Actions>
          <ButtonLink href={`/c/${slug}`}>{t('members.toCoalition')}</ButtonLink>
        </Actions>
      )}
    </>
  );
}

/** The link was opened without its secret part, or in another browser. */
export function NoInvitation() {
  const { t } = useVisit();
  return (
    <PlainShell title={t('members.noInvitation')}>
      <Page title={t('members.noInvitation')} lead={t('members.noInvitationWhy')} />
    </PlainShell>
  );
}
