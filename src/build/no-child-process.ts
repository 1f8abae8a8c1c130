/** Stands in for node:child_process in the bundles: commander and inquirer's editor ask for it at load, and no command starts a process. */
export const spawn = null
export const spawnSync = null
