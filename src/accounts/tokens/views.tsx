import { PlainShell } from '../../coalitions/shell.tsx';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Token } from './queries.ts';

interface Props {
  tokens: Token[];
  coalitions: { slug: string; name: string }[];
  capabilities: string[];
  /** Just made, and shown now or never. */
  made?: string;
  attempt?: Attempt;
}

export function TokensPage({ tokens, made, ...making }: Props) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('api.tokens')} failed={making.attempt !== undefined}>
      <Page
        title={t('api.tokens')}
        crumbs={[{ label: t('nav.account'), href: '/account' }]}
        lead={t('api.tokensLead')}
        actions={<SafeLink href="/api">{t('api.whatCanBeCalled')}</SafeLink>}
      >
        {made && (
          <Notice kind="success" title={t('api.madeTitle')}>
            <p>
              <code dir="ltr">{made}</code>
            </p>
            <p>{t('api.madeOnce')}</p>
          </Notice>
        )}
        <Making {...making} />
        {tokens.length > 0 && (
          <Section title={t('api.yourTokens')} id="tokens">
            <ul class="plain-list">
              {tokens.map((token) => (
                <TokenCard key={token.id} token={token} />
              ))}
            </ul>
          </Section>
        )}
      </Page>
    </PlainShell>
  );
}

function Making({ coalitions, capabilities, attempt }: Omit<Props, 'tokens' | 'made'>) {
  const { t } = useVisit();
  const scopes = [
    { value: 'read', label: t('api.scopeRead') },
    { value: 'write', label: t('api.scopeWrite'), hint: t('api.scopeWriteHint') },
    ...capabilities.flatMap((name) => [
      { value: `${name}:read`, label: t('api.scopeReadOf', { capability: name }) },
      { value: `${name}:write`, label: t('api.scopeWriteOf', { capability: name }) },
    ]),
  ];
  return (
    <Section title={t('api.make')} id="make">
      <Form action="/account/tokens" id="make-token" attempt={attempt}>
        <TextField name="name" label={t('api.tokenName')} hint={{ key: 'api.tokenNameHint' }} maxlength={80} required />
        <CheckboxGroup name="scopes" label={t('api.scopes')} options={scopes} values={['read']} required />
        {coalitions.length > 0 && (
          <Select
            name="coalition"
            label={t('api.whichCoalition')}
            empty={t('api.everyCoalition')}
            options={coalitions.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        )}
        <Select
          name="days"
          label={t('api.endsAfter')}
          value="90"
          options={[30, 90, 365].map((days) => ({ value: `${days}`, label: t('api.days', { days }) }))}
          required
        />
        <SubmitButton>{t('api.make')}</SubmitButton>
      </Form>
    </Section>
  );
}

function TokenCard({ token }: { token: Token }) {
  const { t, now } = useVisit();
  const good = token.revokedAt === null && token.expiresAt.getTime() > now.getTime();
  return (
    <li class="card">
      <h3>{token.name}</h3>
      <DefinitionList
        entries={[
          { term: t('api.beginsWith'), value: <code dir="ltr">{token.start}…</code> },
          { term: t('api.scopes'), value: <code dir="ltr">{token.scopes.join(', ')}</code> },
          { term: t('api.whichCoalition'), value: token.coalition?.name ?? t('api.everyCoalition') },
          {
            term: t('api.lastUsed'),
            value: token.lastUsedAt ? <Time at={token.lastUsedAt} as="relative" /> : t('api.neverUsed'),
          },
          good && { term: t('api.ends'), value: <Time at={token.expiresAt} as="date" /> },
        ]}
      />
      {good ? (
        <PostButton action={`/account/tokens/${token.id}/revoke`} look="danger">
          {t('api.revoke')}
        </PostButton>
      ) : (
        <Status state="ended">{token.revokedAt ? t('api.revoked') : t('api.expired')}</Status>
      )}
    </li>
  );
}
