-- Shows reserved jobs. Behind list.lua. ARGV: most. Returns {{id, failures, body}, ...}.
local most = tonumber(ARGV[1])

local jobs = {}
local function show(id, body)
  if body and #jobs < most then
    jobs[#jobs + 1] = {id, tonumber(redis.call('HGET', failures, id) or 0), body}
  end
end

local function first(zset)
  return redis.call('ZRANGE', zset, 0, most - 1)
end

for _, batch in ipairs(first(batches)) do
  if #jobs >= most then
    break
  end
  local all = bodies_of(batch)
  for place in places(live_of(batch) or '') do
    show(id_of(batch, place), all[place])
  end
end
for _, reservation in ipairs(first(reserved)) do
  local id = string.match(reservation, '^[^/]+')
  show(id, redis.call('HGET', bodies, id))
end
return jobs
