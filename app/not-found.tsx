import { ButtonLink } from '@/components/ui/button-link'
import { PageTitle } from '@/components/ui/page-title'

export default function NotFound() {
  return (
    <>
      <PageTitle>Page not found</PageTitle>
      <main className="flex min-h-dvh flex-col items-start justify-center gap-3 px-6 md:px-24">
        <h1 className="font-semibold text-xl">Page not found</h1>
        <p className="text-md text-quiet">Pushdesk has no page at this URL.</p>
        <ButtonLink variant="primary" href="/">
          Go to Companies
        </ButtonLink>
      </main>
    </>
  )
}
