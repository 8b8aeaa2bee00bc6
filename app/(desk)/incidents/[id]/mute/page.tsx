import { AskedFromLink } from '@/app/(desk)/incidents/[id]/asked-from-link'
import { PageTitle } from '@/components/ui/page-title'

export default async function MutePage({ params }: PageProps<'/incidents/[id]/mute'>) {
  const { id } = await params
  return (
    <>
      <PageTitle>Mute</PageTitle>
      <AskedFromLink incidentId={id} asked="mute" />
    </>
  )
}
