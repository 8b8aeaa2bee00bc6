import { ButtonLink } from '@/components/ui/button-link'
import { PageTitle } from '@/components/ui/page-title'
import { Wordmark } from '@/components/wordmark'

export default function NotFound() {
  return (
    <>
      <PageTitle>Page not found</PageTitle>
      <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
        <div className="flex w-full max-w-80 flex-col items-start gap-4">
          <Wordmark />
          <h1 className="font-semibold text-xl tracking-tight">Page not found</h1>
          <p className="text-md text-quiet">Pushdesk has no page at this URL.</p>
          <ButtonLink variant="primary" href="/">
            Go to Companies
          </ButtonLink>
        </div>
      </main>
    </>
  )
}
