import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/section'
import type { EnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { CheckToken } from './check-token'
import { IdentityForm } from './identity-form'
import { IdentitySecret } from './identity-secret'

type Props = { environmentId: string; environment: EnvironmentSettings; companySlug: string; mayChange: boolean }

export function IdentityTab({ environmentId, environment, companySlug, mayChange }: Props) {
  const { requiresIdentity, identityJwksUrl, identityIssuer, identityAudience, identityMinutesMax, name } = environment
  return (
    <div className="flex flex-col gap-8">
      <Section
        title="Identity verification"
        description="Anyone with the app can read its publishable key. With identity verification on, requests that name a user.id need a User-Token signed by your server, so no one can register their phone as another customer."
      >
        {mayChange ? (
          <IdentityForm
            environmentId={environmentId}
            isRequired={requiresIdentity}
            jwksUrl={identityJwksUrl ?? ''}
            issuer={identityIssuer ?? ''}
            audience={identityAudience ?? ''}
            minutesMax={identityMinutesMax}
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
            description="Your server signs User-Tokens with this secret: HS256 JWTs with the user.id as sub and a short exp. If a JWKS URL is set, only its keys are accepted."
          >
            <IdentitySecret environmentId={environmentId} companySlug={companySlug} />
          </Section>
          <Section title="Check a token" description="Checks a token the way the API would. The token isn’t stored.">
            <CheckToken environmentId={environmentId} />
          </Section>
        </>
      )}
    </div>
  )
}
