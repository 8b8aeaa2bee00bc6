import { ButtonLink } from '@/components/ui/button-link'
import { PageTitle } from '@/components/ui/page-title'

export default function DeskNotFound() {
  return (
    <>
      <PageTitle>Page not found</PageTitle>
      <div className="flex max-w-prose flex-col gap-3 py-10">
        <h1 className="font-semibold text-xl">Page not found</h1>
        <p className="text-md text-quiet">
          This page doesn’t exist, was deleted, or belongs to a company you don’t have access to. Ask an admin for
          access.
        </p>
        <p className="flex gap-2 pt-2">
          <ButtonLink variant="primary" href="/">
            Go to Companies
          </ButtonLink>
          <ButtonLink href="/team">See admins</ButtonLink>
        </p>
      </div>
    </>
  )
}
