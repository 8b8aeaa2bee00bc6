import { chromium } from 'playwright'
import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
const demo = JSON.parse(readFileSync('.data/demo.json'))
const e = demo.environments.find(x=>x.environment==='sandbox' && x.company==='northwind-bank')
const S = demo.staff.find(x=>x.role==='admin')
const push = async (body,q='') => { const r=await fetch(demo.url+'/api/v1/push'+q,{method:'POST',headers:{authorization:'Bearer '+e.secretKey,'content-type':'application/json'},body:JSON.stringify(body)}); const t=await r.text(); return [r.status,t.slice(0,400)] }
const tok=()=>randomBytes(32).toString('hex')
console.log(await push({to:{deviceToken:tok()},payload:{aps:{alert:{title:'Hi',body:'There'}}}},'?wait=10'))
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-quic','--disable-background-networking','--disable-component-update','--disable-sync']})
const base=`${demo.url}/${e.company}/${e.app}/${e.environment}`
for (const [name,w,h,scheme] of [['d-light',1440,900,'light'],['d-dark',1440,900,'dark'],['m-light',390,844,'light']]) {
  const c = await b.newContext({viewport:{width:w,height:h},colorScheme:scheme})
  const p = await c.newPage(); p.setDefaultTimeout(180000); p.setDefaultNavigationTimeout(180000)
  p.on('console',m=>{if(m.type()==='error')console.log(name,m.text().slice(0,300))})
  await p.goto(demo.url+'/sign-in')
  await p.getByLabel('E-mail').fill(S.email); await p.getByLabel('Password',{exact:true}).fill(S.password); await p.getByRole('button',{name:/sign in/i}).click()
  await p.waitForURL(u=>!u.pathname.includes('sign-in'))
  await p.goto(base+'/simulator')
  await p.getByRole('heading',{name:'What arrived'}).waitFor({timeout:60000})
  if(name==='d-light'){
    await p.getByRole('switch',{name:'Apple maintenance'}).click()
    await p.getByText('One fault is on').waitFor({timeout:30000})
    const rs=await Promise.all(Array.from({length:12},()=>push({to:{deviceToken:tok()},payload:{aps:{alert:'x'}}})))
    console.log(rs[0])
    await p.getByRole('spinbutton').fill('50'); await p.getByRole('button',{name:'Turn on',exact:true}).click()
    await p.getByText('2 faults are on').waitFor({timeout:30000})
    await p.waitForTimeout(9000)
  }
  await p.screenshot({path:`/tmp/apns-shots/${name}.png`,fullPage:true})
  await c.close()
}
await b.close()
