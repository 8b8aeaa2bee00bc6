import { KeyRound } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { CutNote } from '@/components/ui/cut-note'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { RowActions, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import type { ShownCredential } from '@/lib/credentials/list-credentials'
import { refusedOfAll } from '@/lib/deliveries/refusal'
import type { EnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { listedMax } from '@/lib/listed-max'
import { CredentialActions } from './credential-actions'
import { CredentialState } from './credential-state'
import { UploadForm } from './upload-form'

type Props = { base: string; environment: EnvironmentSettings; credentials: ShownCredential[]; mayChange: boolean }

export function CredentialsTab({ base, environment, credentials, mayChange }: Props) {
  const { blockedReason, blockedAt, refusal } = environment
  return (
    <div className="flex flex-col gap-8">
      {blockedReason && (
        <Callout tone="failure" title={`Deliveries are on hold: ${blockedReason}`}>
          <bdi>{refusedOfAll(blockedReason, refusal)}</bdi> Deliveries wait
          {blockedAt && (
            <>
              {' since '}
              <RelativeTime isSentence at={blockedAt} />
            </>
          )}
          . Those that haven’t expired go out once{' '}
          {refusal?.devices.length ? 'APNs accepts the bundle ID' : 'APNs accepts a key'}.
        </Callout>
      )}
      <Section
        title="APNs authentication keys"
        description={`The newest that is not revoked signs for ${environment.bundleId}. Older ones stay for the overlap, until you revoke them.`}
      >
        {credentials.length === 0 ? (
          <EmptyState icon={<KeyRound aria-hidden />} title="No APNs key yet">
            {environment.apnsServer === 'simulator'
              ? 'This environment sends to the built-in simulator. Upload a key to reach real phones.'
              : 'Nothing can be sent to Apple without one.'}
          </EmptyState>
        ) : (
          <CredentialTable {...{ base, credentials, mayChange }} isForApple={environment.apnsServer === 'apple'} />
        )}
        {credentials.length >= listedMax.apnsKeys && (
          <CutNote>At most {listedMax.apnsKeys} keys are listed, those not revoked first, then the newest.</CutNote>
        )}
      </Section>
      {mayChange && (
        <Section
          title="Upload a key"
          description="It is tried against Apple first, and takes over only when Apple accepts it. Only its id is shown afterwards."
        >
          <UploadForm
            base={base}
            isSimulated={environment.apnsServer === 'simulator'}
            environmentName={environment.name}
          />
        </Section>
      )}
    </div>
  )
}

type TableProps = Pick<Props, 'base' | 'credentials' | 'mayChange'> & { isForApple: boolean }

function CredentialTable({ base, credentials, mayChange, isForApple }: TableProps) {
  return (
    <Table label="APNs keys">
      <TableHead>
        <TableHeader>Key id</TableHeader>
        <TableHeader>Team id</TableHeader>
        <TableHeader>State</TableHeader>
        <TableHeader>Last check</TableHeader>
        <TableHeader>Uploaded</TableHeader>
        <TableHeader>
          <span className="sr-only">Actions</span>
        </TableHeader>
      </TableHead>
      <tbody>
        {credentials.map((credential) => (
          <TableRow key={credential.id}>
            <TableName className="font-mono text-sm">{credential.keyId}</TableName>
            <TableCell className="font-mono text-sm">{credential.teamId}</TableCell>
            <TableCell>
              <CredentialState credential={credential} isForApple={isForApple} />
            </TableCell>
            <TableCell className="text-quiet">
              {credential.isSimulators ? (
                'not needed'
              ) : credential.verifiedAt ? (
                <>
                  accepted, <RelativeTime isSentence at={credential.verifiedAt} />
                </>
              ) : (
                credential.verifiedAnswer
              )}
            </TableCell>
            <TableCell className="text-quiet">
              <RelativeTime at={credential.createdAt} />
            </TableCell>
            <TableCell align="right">
              {mayChange && !credential.revokedAt && !credential.isSimulators && (
                <RowActions>
                  <CredentialActions base={base} credential={credential} isLast={onlyOne(credentials)} />
                </RowActions>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

const onlyOne = (credentials: ShownCredential[]) => credentials.filter(({ revokedAt }) => !revokedAt).length === 1
