-- POST /api/v1/transactions, each with a text of its own. wrk … -s create.lua URL -- KEY ACCOUNT
local n, key, account, salt = 0, nil, nil, 0
function init(args)
  key, account = args[1], args[2]
  math.randomseed(os.time())
  salt = math.random(1, 1000000)
end
function request()
  n = n + 1
  local body = string.format('{"account":"%s","date":"2025-01-%02d","amount":"-%d.%02d","payee":"SQ *BLUE BOTTLE #%04d OAKLAND CA %d"}',
                             account, n % 28 + 1, n % 90 + 1, n % 100, n % 10000, salt)
  return wrk.format("POST", "/api/v1/transactions", {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. key}, body)
end
function done(summary, latency)
  print(string.format("FIGURES %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                      summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.errors.status))
end
