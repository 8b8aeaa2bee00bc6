import { KeyRound } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import {
  ActionsHeader,
  RowActions,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableName,
  TableRow,
} from '@/components/ui/table'
import { CutNote } from '@/components/ui/text/cut-note'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import type { CredentialView } from '@/lib/credentials/list-credentials'
import { refusedOfAll } from '@/lib/deliveries/attempts/refusal'
import type { EnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { listedMax } from '@/lib/paging/listed-max'
import { CredentialActions } from './credential-actions'
import { CredentialState } from './credential-state'
import { UploadForm } from './upload-form'

type Props = {
  environmentId: string
  environment: EnvironmentSettings
  credentials: CredentialView[]
  mayChange: boolean
}

export function CredentialsTab({ environmentId, environment, credentials, mayChange }: Props) {
  const { blockedReason, blockedAt, refusal } = environment
  return (
    <div className="flex flex-col gap-8">
      {blockedReason && (
        <Callout tone="failure" title={`Deliveries are on hold: ${reasonWord(blockedReason)}`}>
          <bdi>{refusedOfAll(blockedReason, refusal)}</bdi>{' '}
          {blockedAt && (
            <>
              {' '}
              Deliveries went on hold <RelativeTime isSentence at={blockedAt} />.{' '}
            </>
          )}{' '}
          Those that haven’t expired are sent as soon as{' '}
          {refusal?.devices.length ? 'APNs accepts the bundle ID' : 'APNs accepts a key'}.
        </Callout>
      )}
      <Section
        title="APNs keys"
        description={`Pushdesk signs requests for ${environment.bundleId} with the newest active key. Older keys stay available until you revoke them.`}
      >
        {credentials.length === 0 ? (
          <EmptyState icon={<KeyRound aria-hidden />} title="No APNs keys yet">
            {environment.apnsServer === 'simulator'
              ? 'This environment sends to the built-in simulator. It needs a key to reach real phones.'
              : 'This environment needs a key to send notifications through Apple.'}
          </EmptyState>
        ) : (
          <CredentialTable
            {...{ environmentId, credentials, mayChange }}
            isForApple={environment.apnsServer === 'apple'}
          />
        )}
        {credentials.length >= listedMax.apnsKeys && (
          <CutNote>Up to {listedMax.apnsKeys} keys are listed, active ones first, then the newest.</CutNote>
        )}
      </Section>
      {mayChange && (
        <Section
          title="Upload key"
          description="Pushdesk verifies the key with Apple before using it. After upload, only the key ID is shown."
        >
          <UploadForm
            environmentId={environmentId}
            isSimulated={environment.apnsServer === 'simulator'}
            environmentName={environment.name}
          />
        </Section>
      )}
    </div>
  )
}

type TableProps = Pick<Props, 'environmentId' | 'credentials' | 'mayChange'> & { isForApple: boolean }

function CredentialTable({ environmentId, credentials, mayChange, isForApple }: TableProps) {
  return (
    <Table label="APNs keys">
      <TableHead>
        <TableHeader>Key ID</TableHeader>
        <TableHeader>Team ID</TableHeader>
        <TableHeader>Status</TableHeader>
        <TableHeader>Last verified</TableHeader>
        <TableHeader>Uploaded</TableHeader>
        <ActionsHeader />
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
                'Not needed'
              ) : credential.verifiedAt ? (
                <>
                  Accepted <RelativeTime isSentence at={credential.verifiedAt} />
                </>
              ) : (
                credential.verifiedAnswer && `Not verified: ${reasonWord(credential.verifiedAnswer)}`
              )}
            </TableCell>
            <TableCell className="text-quiet">
              <RelativeTime at={credential.createdAt} />
            </TableCell>
            <TableCell align="right">
              {mayChange && !credential.revokedAt && !credential.isSimulators && (
                <RowActions>
                  <CredentialActions
                    environmentId={environmentId}
                    credential={credential}
                    isLast={onlyOne(credentials)}
                  />
                </RowActions>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

const onlyOne = (credentials: CredentialView[]) => credentials.filter(({ revokedAt }) => !revokedAt).length === 1
