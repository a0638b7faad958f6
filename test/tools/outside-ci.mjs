// Imported for what it does: from here on this process, and every one that it starts, has none of the variables by which a
// build server says what it is. The tests are about a person's machine, and say where they are about a build server; the
// tool would otherwise ask git what the server's variables name. Suites of mocha require it, the host's launcher imports it.
const server =
  /^(?:CI|TF_BUILD|GITHUB|GITLAB|JENKINS|BUILDKITE|BITBUCKET|CIRCLE|CIRCLECI|DRONE|TRAVIS|CIRRUS|APPVEYOR|CODEBUILD|TEAMCITY|SEMAPHORE|SYSTEM_PULLREQUEST|BUILD|CHANGE|CF|CM|BITRISEIO)(?:_|$)/;

for (const name of Object.keys(process.env)) if (server.test(name)) delete process.env[name];
