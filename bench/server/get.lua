-- GET of one path, or of one line of a file of paths after another. wrk … -s get.lua URL -- KEY PATH | KEY @FILE
local paths, n, key = {}, 0, nil
function init(args)
  key = args[1]
  if args[2]:sub(1, 1) == "@" then
    for line in io.lines(args[2]:sub(2)) do paths[#paths + 1] = line end
  else
    paths[1] = args[2]
  end
end
function request()
  n = n + 1
  return wrk.format("GET", paths[n % #paths + 1], {["Authorization"] = "Bearer " .. key})
end
function done(summary, latency)
  print(string.format("FIGURES %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.errors.status))
end
