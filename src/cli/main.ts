process.stdout.write('migration-guard\n');
