import type { Metadata } from 'next'
import { AskedFromLink } from '@/app/(desk)/incidents/[id]/asked-from-link'

export const metadata: Metadata = { title: 'Mute' }

export default async function MutePage({ params }: PageProps<'/incidents/[id]/mute'>) {
  const { id } = await params
  return <AskedFromLink incidentId={id} asked="mute" />
}
