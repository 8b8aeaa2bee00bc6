import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/section'
import type { EnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { CheckTokenForm } from './check-token-form'
import { IdentityForm } from './identity-form'
import { IdentitySecret } from './identity-secret'

type Props = { base: string; environment: EnvironmentSettings; companySlug: string; mayChange: boolean }

export function IdentityTab({ base, environment, companySlug, mayChange }: Props) {
  const { requiresIdentity, identityJwksUrl, name } = environment
  return (
    <div className="flex flex-col gap-8">
      <Section
        title="Identity verification"
        description="Whoever holds an app holds its publishable key. With verification on, a call for a user.id must carry a User-Token that your server signed, so that nobody can register their phone as somebody else’s."
      >
        {mayChange ? (
          <IdentityForm
            base={base}
            isRequired={requiresIdentity}
            jwksUrl={identityJwksUrl ?? ''}
            typeToTurnOff={name === 'production' ? companySlug : undefined}
          />
        ) : (
          <p className="flex items-center gap-2">
            <Badge tone={requiresIdentity ? 'accepted' : 'expired'}>{requiresIdentity ? 'On' : 'Off'}</Badge>
            {identityJwksUrl && <span className="break-all font-mono text-sm">{identityJwksUrl}</span>}
          </p>
        )}
      </Section>
      {mayChange && (
        <>
          <Section
            title="Secret"
            description="Your server signs User-Tokens with it: a JWT by HS256, with the user.id as sub and a short exp."
          >
            <IdentitySecret base={base} companySlug={companySlug} />
          </Section>
          <Section title="Check a token" description="Says what the API would say of it. The token is kept nowhere.">
            <CheckTokenForm base={base} />
          </Section>
        </>
      )}
    </div>
  )
}
