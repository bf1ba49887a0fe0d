-- Puts jobs that are to come later on core-queue's keys. KEYS: delayed; ARGV: IN or AT, microseconds from now or since
-- 1970, member; again and again. A member that is there already, equal to the byte, keeps its time. Returns how many
-- were new.
local delayed = KEYS[1]
local now = clock()

local put = 0
for i = 1, #ARGV, 3 do
  local due = tonumber(ARGV[i + 1]) + (ARGV[i] == 'IN' and now or 0)
  put = put + redis.call('ZADD', delayed, 'NX', string.format('%.6f', due / 1000000), ARGV[i + 2])
end
return put
