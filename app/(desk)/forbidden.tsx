import { ButtonLink } from '@/components/ui/button-link'
import { PageTitle } from '@/components/ui/page-title'

export default function DeskForbidden() {
  return (
    <>
      <PageTitle>No access</PageTitle>
      <div className="flex max-w-prose flex-col gap-3 py-10">
        <h1 className="font-semibold text-xl">You don’t have access to this page</h1>
        <p className="text-md text-quiet">Your role doesn’t include it. Ask an admin if you need it for your work.</p>
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
