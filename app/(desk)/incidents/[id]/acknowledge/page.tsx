import { AskedFromLink } from '@/app/(desk)/incidents/[id]/asked-from-link'
import { PageTitle } from '@/components/ui/page-title'

export default async function AcknowledgePage({ params }: PageProps<'/incidents/[id]/acknowledge'>) {
  const { id } = await params
  return (
    <>
      <PageTitle>Acknowledge</PageTitle>
      <AskedFromLink incidentId={id} asked="acknowledge" />
    </>
  )
}
