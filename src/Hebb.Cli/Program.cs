return Hebb.Cli.Cli.Run(args);
