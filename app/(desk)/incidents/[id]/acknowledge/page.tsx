import type { Metadata } from 'next'
import { AskedFromLink } from '@/app/(desk)/incidents/[id]/asked-from-link'

export const metadata: Metadata = { title: 'Acknowledge' }

export default async function AcknowledgePage({ params }: PageProps<'/incidents/[id]/acknowledge'>) {
  const { id } = await params
  return <AskedFromLink incidentId={id} asked="acknowledge" />
}
