'use client'

import { useState } from 'react'
import { Select } from '@/components/ui/form/select'
import { TextArea } from '@/components/ui/form/text-area'
import { dayOf } from '@/lib/company-api/day-of'
import type { EndpointView } from '@/lib/company-api/show-endpoint'

type Stored = Pick<EndpointView, 'clientCertificate' | 'caCertificate'>
type Props = {
  stored: Stored | undefined
  entered: Record<string, string>
  errorsOf: (path: string) => string[] | undefined
}

/** Never shows a stored private key. Certificate and key are kept together or both replaced. */
export function EndpointTlsFields({ stored, entered, errorsOf }: Props) {
  const own = stored?.clientCertificate
  const ca = stored?.caCertificate
  const [client, setClient] = useState(entered.clientCertificateKind ?? (own ? 'kept' : 'none'))
  const [authority, setAuthority] = useState(entered.caCertificateKind ?? (ca ? 'kept' : 'none'))
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="Client certificate (mutual TLS)"
        name="clientCertificateKind"
        options={[...kept(own), { value: 'none', label: 'None' }, { value: 'new', label: 'Enter a certificate' }]}
        value={client}
        onValueChange={setClient}
        errors={errorsOf('clientCertificate')}
      />
      {client === 'new' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Pem
            label="Client certificate"
            name="clientCertificate"
            hint="PEM, followed by any intermediate certificates"
            defaultValue={entered.clientCertificate}
            errors={errorsOf('clientCertificate.certificate')}
          />
          <Pem
            label="Private key"
            name="secretClientKey"
            hint="PEM, without a passphrase. Pushdesk encrypts it and never shows it again."
            errors={errorsOf('clientCertificate.privateKey')}
          />
        </div>
      )}
      <Select
        label="Trusted authorities"
        name="caCertificateKind"
        options={[
          ...kept(ca),
          { value: 'none', label: 'Public authorities' },
          { value: 'new', label: 'The company’s own' },
        ]}
        value={authority}
        onValueChange={setAuthority}
        errors={authority === 'new' ? undefined : errorsOf('caCertificate')}
      />
      {authority === 'new' && (
        <Pem
          label="CA certificate"
          name="caCertificate"
          hint="PEM. The company API’s certificate must then be signed by this authority."
          defaultValue={entered.caCertificate}
          errors={errorsOf('caCertificate')}
        />
      )}
    </div>
  )
}

const kept = (certificate: Stored['caCertificate']) =>
  certificate
    ? [{ value: 'kept', label: `Keep current: ${certificate.subject}, until ${dayOf(certificate.validTo)}` }]
    : []

type PemProps = { label: string; name: string; hint: string; defaultValue?: string; errors: string[] | undefined }

const Pem = (props: PemProps) => <TextArea isMono rows={5} autoComplete="off" spellCheck={false} {...props} />
