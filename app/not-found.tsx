import { CenteredPage } from '@/components/centered-page'
import { ButtonLink } from '@/components/ui/button-link'

export default function NotFound() {
  return (
    <CenteredPage title="Page not found" className="max-w-80 items-start gap-4">
      <h1 className="font-semibold text-xl tracking-tight">Page not found</h1>
      <p className="text-md text-quiet">Pushdesk has no page at this URL.</p>
      <ButtonLink variant="primary" href="/">
        Go to Companies
      </ButtonLink>
    </CenteredPage>
  )
}
