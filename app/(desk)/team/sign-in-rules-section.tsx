import { Callout } from '@/components/ui/callout'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { Section } from '@/components/ui/section'
import { type Role, roleLabels } from '@/lib/staff/roles'
import { needWord, type SignInNeeds } from '@/lib/staff/rules/need-words'
import type { SignInRules } from '@/lib/staff/rules/show-sign-in-rules'
import { isolated } from '@/lib/text/isolated'
import { AskedRules } from './asked-rules'
import { SignInRulesDialog } from './sign-in-rules-dialog'

const rolesInOrder = Object.keys(roleLabels) as Role[]

export function SignInRulesSection({ rules }: { rules: SignInRules }) {
  const { needs, asked, takesTwo, hasSingleSignOn, isOff } = rules
  return (
    <Section
      title="Sign-in rules"
      description="What people need to sign in, by role. Service tokens and API keys aren’t affected."
      actions={<SignInRulesDialog needs={needs} takesTwo={takesTwo} hasSingleSignOn={hasSingleSignOn} />}
    >
      {isOff && (
        <Callout tone="warning" title="These rules are turned off">
          Pushdesk was started with SIGN_IN_RULES=off. To apply them, start Pushdesk without it.
        </Callout>
      )}
      {asked && (
        <Callout
          tone="warning"
          title={asked.isYou ? 'You requested looser rules' : `${isolated(asked.byName)} requested looser rules`}
          action={<AskedRules needs={needs} asked={asked} />}
        >
          {changesIn(needs, asked.needs)} The rules below stay until another admin agrees.
        </Callout>
      )}
      <DescriptionList>
        {rolesInOrder.map((role) => (
          <Described key={role} term={roleLabels[role].word}>
            {needWord(needs[role])}
          </Described>
        ))}
      </DescriptionList>
    </Section>
  )
}

const changesIn = (before: SignInNeeds, after: SignInNeeds) =>
  rolesInOrder
    .filter((role) => before[role] !== after[role])
    .map((role) => `${roleLabels[role].word}: ${needWord(after[role]).toLowerCase()}.`)
    .join(' ')
