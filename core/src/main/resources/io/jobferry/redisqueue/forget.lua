-- Forgets jobs, wherever they are. Behind list.lua. ARGV: ids. Returns how many there were.
local function forget(id)
  redis.call('HDEL', failures, id)
  if redis.call('HDEL', bodies, id) == 1 then
    return 1
  end
  local batch, place = origin_of(id)
  local left = place and live_of(batch)
  if left and is_set(left, place) then
    keep(batch, cleared(left, place))
    return 1
  end
  return 0
end

local forgotten = 0
for _, id in ipairs(ARGV) do
  forgotten = forgotten + forget(id)
end
return forgotten
