import { redirect } from 'next/navigation'

/** For people who shorten the URL of another page. */
export default async function EnvironmentPage({ params }: PageProps<'/[company]/[app]/[environment]'>) {
  const { company, app, environment } = await params
  redirect(`/${company}/${app}/${environment}/overview`)
}
