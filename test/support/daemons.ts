/** Servers of the test's own, on loopback and in a temporary folder: two hosts to reach by ssh, and a PostgreSQL. Null where they are not installed. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'

export interface Daemon {
  /** What a program that is to reach it has in its environment. */
  readonly env: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

export interface Hosts extends Daemon {
  /** Logins that a host has let in, by its name. */
  readonly logins: () => Readonly<Record<string, number>>
}

const isRoot = process.getuid?.() === 0

const installed = (name: string, folders: readonly string[]): string | null =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...folders]
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file)) ?? null

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`waited in vain: ${what}`)
}

const ended = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.on('exit', () => resolve())
    child.kill(signal)
  })

const NAMES = ['node1', 'node2'] as const

const serverConfig = (folder: string, name: string, port: number, path: string): string => `Port ${port}
ListenAddress 127.0.0.1
HostKey ${folder}/${name}
PidFile ${folder}/${name}.pid
AuthorizedKeysFile ${folder}/login.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
SetEnv PATH="${path}"
`

const clientConfig = (folder: string, ports: readonly number[]): string => `${NAMES.map(
  (name, nth) => `Host ${name}\n  HostName 127.0.0.1\n  Port ${ports[nth]}\n  HostKeyAlias ${name}\n`,
).join('')}Host *
  User ${userInfo().username}
  IdentityFile ${folder}/login
  IdentitiesOnly yes
  IdentityAgent none
  BatchMode yes
  StrictHostKeyChecking yes
  UserKnownHostsFile ${folder}/known_hosts
  GlobalKnownHostsFile /dev/null
`

/** node1 and node2: each an sshd with a port and a host key of its own; `bin` is first in the path of what runs there. */
export async function startHosts(folder: string, bin: string): Promise<Hosts | null> {
  const sshd = installed('sshd', ['/usr/sbin', '/usr/local/sbin'])
  const keygen = installed('ssh-keygen', [])
  if (sshd === null || keygen === null || installed('ssh', []) === null) return null
  if (isRoot) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  mkdirSync(folder)
  for (const key of [...NAMES, 'login'])
    execFileSync(keygen, ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)])
  writeFileSync(
    join(folder, 'known_hosts'),
    NAMES.map((name) => `${name} ${readFileSync(join(folder, `${name}.pub`), 'utf8')}`).join(''),
  )
  const ports: number[] = []
  const log = (name: string): string =>
    existsSync(join(folder, `${name}.log`)) ? readFileSync(join(folder, `${name}.log`), 'utf8') : ''
  const children: ChildProcess[] = []
  for (const name of NAMES) {
    const port = await freePort()
    ports.push(port)
    writeFileSync(join(folder, `${name}.conf`), serverConfig(folder, name, port, `${bin}:${process.env['PATH']}`))
    const child = spawn(sshd, ['-D', '-f', join(folder, `${name}.conf`), '-E', join(folder, `${name}.log`)], {
      stdio: 'ignore',
    })
    children.push(child)
    await until(`sshd of ${name}`, () => {
      if (child.exitCode !== null) throw new Error(`sshd of ${name} ended: ${log(name)}`)
      return log(name).includes('Server listening')
    })
  }
  writeFileSync(join(folder, 'ssh_config'), clientConfig(folder, ports))
  return {
    env: { PARALLEL_SSH: `ssh -F ${join(folder, 'ssh_config')}` },
    logins: () => Object.fromEntries(NAMES.map((name) => [name, log(name).match(/Accepted publickey/g)?.length ?? 0])),
    stop: async () => void (await Promise.all(children.map((child) => ended(child, 'SIGTERM')))),
  }
}

/** A cluster without a port, reached by its socket; as root it runs as the user `postgres`, since it refuses root. */
export async function startPostgres(folder: string): Promise<Daemon | null> {
  const [initdb, postgres, ready] = ['initdb', 'postgres', 'pg_isready'].map((name) =>
    installed(
      name,
      [17, 16, 15, 14, 13].map((version) => `/usr/lib/postgresql/${version}/bin`),
    ),
  )
  const owner = isRoot ? idsOf('postgres') : idsOf(userInfo().username)
  if (!initdb || !postgres || !ready || installed('psql', []) === null || owner === null) return null
  mkdirSync(folder)
  chownSync(folder, owner.uid, owner.gid)
  const settings = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }, ...owner }
  execFileSync(initdb, ['-D', join(folder, 'data'), '-U', 'cohort', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...settings,
    stdio: 'pipe',
  })
  const child = spawn(postgres, ['-D', join(folder, 'data'), '-k', folder, '-c', 'listen_addresses=', '-F'], {
    ...settings,
    stdio: 'ignore',
  })
  await until('PostgreSQL', () => {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}`)
    return spawnSync(ready, ['-q', '-h', folder]).status === 0
  })
  return { env: { PGHOST: folder, PGUSER: 'cohort', PGDATABASE: 'postgres' }, stop: () => ended(child, 'SIGINT') }
}

function idsOf(user: string): { readonly uid: number; readonly gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, user], { encoding: 'utf8' }))
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}
