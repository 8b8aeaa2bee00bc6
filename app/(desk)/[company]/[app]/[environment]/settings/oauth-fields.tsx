import { RadioGroup } from '@/components/ui/form/radio-group'
import { TextField } from '@/components/ui/form/text-field'

type Props = { entered: Record<string, string>; errorsOf: (path: string) => string[] | undefined }

const ways = [
  { value: 'basic', label: 'In the Authorization header', hint: 'HTTP Basic, which every server must support.' },
  { value: 'post', label: 'In the body', hint: 'As client_id and client_secret.' },
] as const

/** The client credentials that Pushdesk uses to get a token. */
export function OAuthFields({ entered, errorsOf }: Props) {
  const hidden = { autoComplete: 'off', spellCheck: false }
  const way = entered.clientAuth === 'post' ? 'post' : 'basic'
  return (
    <>
      <TextField
        label="Token URL"
        name="tokenUrl"
        inputMode="url"
        isMono
        placeholder="https://login.example.com/oauth2/token"
        hint="Pushdesk gets a token there, and a new one shortly before it expires."
        defaultValue={entered.tokenUrl}
        errors={errorsOf('auth.tokenUrl')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Client ID"
          name="clientId"
          defaultValue={entered.clientId}
          errors={errorsOf('auth.clientId')}
          {...hidden}
        />
        <TextField
          label="Client secret"
          name="secretClient"
          type="password"
          errors={errorsOf('auth.clientSecret')}
          {...hidden}
        />
        <TextField
          label="Scope"
          name="scope"
          isOptional
          defaultValue={entered.scope}
          errors={errorsOf('auth.scope')}
          {...hidden}
        />
        <TextField
          label="Audience"
          name="audience"
          isOptional
          defaultValue={entered.audience}
          errors={errorsOf('auth.audience')}
          {...hidden}
        />
      </div>
      <RadioGroup label="How to send the client ID and secret" name="clientAuth" options={ways} defaultValue={way} />
    </>
  )
}
