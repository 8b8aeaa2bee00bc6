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
        <TableHeader className="hidden @2xl:table-cell">Team ID</TableHeader>
        <TableHeader>Status</TableHeader>
        <TableHeader className="hidden @xl:table-cell">Last verified</TableHeader>
        <TableHeader className="hidden @2xl:table-cell">Uploaded</TableHeader>
        <ActionsHeader />
      </TableHead>
      <tbody>
        {credentials.map((credential) => (
          <TableRow key={credential.id}>
            <TableName className="font-mono text-sm">
              <span className="flex flex-col py-1.5">
                {credential.keyId}
                <span className="font-normal text-faint @2xl:hidden">{credential.teamId}</span>
              </span>
            </TableName>
            <TableCell className="hidden font-mono text-sm @2xl:table-cell">{credential.teamId}</TableCell>
            <TableCell isWrapped className="py-1.5">
              <CredentialState credential={credential} isForApple={isForApple} />
              <span className="block text-quiet text-sm @xl:hidden">
                <LastVerified credential={credential} />
              </span>
            </TableCell>
            <TableCell isWrapped className="hidden text-quiet @xl:table-cell">
              <LastVerified credential={credential} />
            </TableCell>
            <TableCell className="hidden text-quiet @2xl:table-cell">
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

function LastVerified({ credential }: { credential: CredentialView }) {
  if (credential.isSimulators) return 'Not needed'
  if (!credential.verifiedAt)
    return credential.verifiedAnswer && `Not verified: ${reasonWord(credential.verifiedAnswer)}`
  return (
    <>
      Accepted <RelativeTime isSentence at={credential.verifiedAt} />
    </>
  )
}

const onlyOne = (credentials: CredentialView[]) => credentials.filter(({ revokedAt }) => !revokedAt).length === 1
