// Preloaded into the playground, for three things that it cannot be told.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { Server } = require('node:net');

// It would listen on every network interface, and it can speak as any user.
const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    const callback = rest.find((argument) => typeof argument === 'function');
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, callback);
  }
  if (typeof first === 'object' && first !== null && 'port' in first) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  }
  return listen.call(this, first, ...rest);
};

// It would outlive a bot that was killed, and keep its port.
process.on('disconnect', () => process.exit(0));

// It always says that its client is English; the product's clients are Danish.
const load = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  if (!file.endsWith('m365agentsplayground/dist/index.js')) return load(module, file);
  return module._compile(readFileSync(file, 'utf8').replaceAll('locale:"en-US"', 'locale:"da-DK"'), file);
};
